/// The code points as a pattern tells them apart: those that all of its sets treat alike are one class.
struct PatternAlphabet: Sendable {
    /// How many classes there are.
    let count: Int
    /// The classes that each set holds, in order.
    let classesOfSet: [[Int]]
    /// Whether each class is of word characters; where a pattern asks that, no class is partly so.
    let isWord: [Bool]
    /// For each code point of ASCII its class.
    let ascii: [UInt8]
    /// Where each run of code points of one class begins, from 0 on, and that class.
    private let starts: [UInt32]
    private let classes: [UInt8]

    /// More sets or classes than these are not worth a table.
    private static let largestSetCount = 256
    private static let largestClassCount = 255

    /// Nil when the pattern has too many sets or classes.
    init?(_ program: PatternProgram) {
        guard program.sets.count < Self.largestSetCount else { return nil }
        let sets = program.sets + [PatternClasses.wordCharacters]
        let edges = Set(sets.flatMap { $0.ranges.flatMap { [$0.lowerBound, $0.upperBound + 1] } } + [0])
        let starts = edges.filter { $0 <= CodePointSet.last }.sorted()
        var numbers: [[Bool]: Int] = [:]
        var classes: [UInt8] = []
        var places = sets.map { _ in 0 }
        for start in starts {
            let signature = Self.memberships(of: start, in: sets, from: &places)
            let number = numbers[signature] ?? numbers.count
            guard number < Self.largestClassCount else { return nil }
            numbers[signature] = number
            classes.append(UInt8(number))
        }
        count = numbers.count
        classesOfSet = program.sets.indices.map { set in
            numbers.filter { $0.key[set] }.map(\.value).sorted()
        }
        isWord = numbers.sorted { $0.value < $1.value }.map { $0.key[program.sets.count] }
        self.starts = starts
        self.classes = classes
        ascii = (0..<128).map { value in classes[Self.run(of: UInt32(value), in: starts)] }
    }

    /// The class of a code point.
    func classOf(_ value: UInt32) -> Int { Int(classes[Self.run(of: value, in: starts)]) }

    /// Which sets hold a code point; those asked for before were smaller, and `places` says how far each set was read.
    private static func memberships(of value: UInt32, in sets: [CodePointSet], from places: inout [Int]) -> [Bool] {
        sets.indices.map { set in
            let ranges = sets[set].ranges
            while places[set] < ranges.count, ranges[places[set]].upperBound < value { places[set] += 1 }
            return places[set] < ranges.count && ranges[places[set]].lowerBound <= value
        }
    }

    /// The last run that begins at or before `value`.
    private static func run(of value: UInt32, in starts: [UInt32]) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= value { low = middle } else { high = middle }
        }
        return low
    }
}
