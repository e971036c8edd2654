/// Runs a pattern's program over a text: all states at once, one code point after the other, so that the work grows
/// with text times pattern and never beyond (Pike's machine without captures). For patterns whose table is too large.
struct PatternSimulation: ~Copyable {
    private let program: PatternProgram
    /// For each state, the last step at which it was reached.
    private var reachedAt: [Int]
    /// States that wait for the next code point.
    private var waiting: [Int32] = []
    private var following: [Int32] = []
    private var pending: [Int32] = []
    private var step = 0
    /// States looked at so far.
    private(set) var steps = 0

    init(_ program: PatternProgram) {
        self.program = program
        self.reachedAt = Array(repeating: 0, count: program.instructions.count)
    }

    /// Whether any part of the text matches; nil when that took more than `budget` steps to find out.
    mutating func matches(_ text: Span<UInt8>, budget: Int) -> Bool? {
        var before: UInt32?
        var index = 0
        while true {
            step += 1
            following.removeAll(keepingCapacity: true)
            let next = index < text.count ? text.codePoint(at: index) : nil
            let place = Place(before: before, behind: next?.value)
            for state in waiting where enter(state, at: place) { return true }
            if enter(0, at: place) { return true }
            guard let next else { return false }
            guard steps <= budget else { return nil }
            advance(over: next.value)
            before = next.value
            index += next.length
        }
    }

    /// Where the machine stands in the text.
    private struct Place {
        let before: UInt32?
        let behind: UInt32?

        func holds(_ assertion: PatternAssertion) -> Bool {
            switch assertion {
            case .start: before == nil
            case .end: behind == nil
            case .wordBoundary: PatternClasses.isWord(before) != PatternClasses.isWord(behind)
            case .noWordBoundary: PatternClasses.isWord(before) == PatternClasses.isWord(behind)
            }
        }
    }

    /// Follows a state to all that wait for a code point; answers whether it reaches the end of the pattern.
    private mutating func enter(_ state: Int32, at place: Place) -> Bool {
        pending.append(state)
        while let state = pending.popLast() {
            guard reachedAt[Int(state)] != step else { continue }
            reachedAt[Int(state)] = step
            steps += 1
            switch program.instructions[Int(state)] {
            case .set: following.append(state)
            case .jump(let target): pending.append(Int32(truncatingIfNeeded: target))
            case .split(let first, let second):
                pending.append(Int32(truncatingIfNeeded: second))
                pending.append(Int32(truncatingIfNeeded: first))
            case .assertion(let assertion):
                if place.holds(assertion) { pending.append(state + 1) }
            case .match: return true
            }
        }
        return false
    }

    /// Lets every state that takes `value` go on to the next one.
    private mutating func advance(over value: UInt32) {
        waiting.removeAll(keepingCapacity: true)
        for state in following {
            if case .set(let set) = program.instructions[Int(state)], program.sets[set].contains(value) {
                waiting.append(state + 1)
            }
        }
        steps += following.count
    }
}
