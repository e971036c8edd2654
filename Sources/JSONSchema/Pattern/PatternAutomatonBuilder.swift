/// Makes a pattern's table: a state of the table is a set of the program's states (the powerset construction).
///
/// Assertions wait in a state for the code point behind their place, which decides them.
struct PatternAutomatonBuilder {
    /// The state that no text leads away from to a match.
    private static let dead: UInt16 = 0
    /// The state of a match, whatever follows.
    private static let accepted: UInt16 = 1
    /// The most states of the program to look at: a few milliseconds.
    private static let largestWork = 250_000

    /// States of the program that wait at a place for what stands behind it.
    private struct State: Hashable {
        /// Those that take a code point or assert something, in order.
        var waiting: [Int32] = []
        /// Whether what stands before is a word character; false where nothing asks.
        var isBehindWord = false
        /// Whether nothing stands before; false where nothing waits that may come to ask.
        var isAtStart = false
        var isMatch = false
    }

    private let program: PatternProgram
    private let alphabet: PatternAlphabet
    private var numbers: [State: UInt16] = [:]
    private var states: [State] = []
    private var transitions: [UInt16] = []
    private var acceptsAtEnd: [Bool] = []
    private var work = 0
    /// For each state of the program, the last set that it was added to.
    private var addedTo: [Int]
    private var setNumber = 0
    private var pending: [Int32] = []
    private let hasWordAssertions: Bool
    /// For each set of the program and class, whether the set holds the class.
    private let takes: [Bool]

    private init?(_ program: PatternProgram) {
        guard let alphabet = PatternAlphabet(program) else { return nil }
        self.program = program
        self.alphabet = alphabet
        addedTo = Array(repeating: 0, count: program.instructions.count)
        hasWordAssertions = program.instructions.contains {
            switch $0 {
            case .assertion(.wordBoundary), .assertion(.noWordBoundary): true
            default: false
            }
        }
        var takes = Array(repeating: false, count: alphabet.count * program.sets.count)
        for (set, classes) in alphabet.classesOfSet.enumerated() {
            for number in classes { takes[set * alphabet.count + number] = true }
        }
        self.takes = takes
    }

    /// The table of a program; nil when it is too large.
    static func build(_ program: PatternProgram) -> PatternAutomaton? {
        guard var builder = PatternAutomatonBuilder(program) else { return nil }
        return builder.build()
    }

    private mutating func build() -> PatternAutomaton? {
        // The first two are what a match and a text without any hope are.
        states = [State(), State(isMatch: true)]
        numbers[State()] = Self.dead
        acceptsAtEnd = [false, true]
        for number in 0..<2 as Range<UInt16> {
            transitions += Array(repeating: number, count: alphabet.count)
        }
        let start = number(of: closure([0], isAtStart: true, isBehindWord: false))
        var next = 2
        while next < states.count {
            guard addTransitions(from: next) else { return nil }
            next += 1
        }
        return PatternAutomaton(
            alphabet: alphabet, transitions: withDeadStates(), acceptsAtEnd: acceptsAtEnd, start: start)
    }

    private mutating func number(of state: State) -> UInt16 {
        if state.isMatch { return Self.accepted }
        if let known = numbers[state] { return known }
        // The limit of the table keeps this far below what 16 bits hold.
        let number = UInt16(states.count)
        numbers[state] = number
        states.append(state)
        return number
    }

    /// Fills a state's row; false when that is beyond the limits.
    private mutating func addTransitions(from number: Int) -> Bool {
        guard states.count * alphabet.count <= PatternAutomaton.largestSize else { return false }
        let state = states[number]
        let beforeWord = resolve(state, isBeforeWord: true, isAtEnd: false)
        let beforeOther = resolve(state, isBeforeWord: false, isAtEnd: false)
        for classNumber in 0..<alphabet.count {
            guard work <= Self.largestWork, states.count < UInt16.max else { return false }
            let isWord = alphabet.isWord[classNumber]
            let resolved = isWord ? beforeWord : beforeOther
            transitions.append(
                resolved.isMatch ? Self.accepted : step(resolved, over: classNumber, isWord))
        }
        acceptsAtEnd.append(resolve(state, isBeforeWord: false, isAtEnd: true).isMatch)
        return true
    }

    /// The state behind a code point of a class.
    private mutating func step(_ state: State, over classNumber: Int, _ isWord: Bool) -> UInt16 {
        var targets: [Int32] = []
        work += state.waiting.count
        for place in state.waiting {
            if case .set(let set) = program.instructions[Int(place)], takes[set * alphabet.count + classNumber] {
                targets.append(place + 1)
            }
        }
        // A match may begin anywhere.
        targets.append(0)
        return number(of: closure(targets, isAtStart: false, isBehindWord: isWord))
    }

    /// All that states of the program lead to without a code point, up to assertions.
    private mutating func closure(_ places: [Int32], isAtStart: Bool, isBehindWord: Bool) -> State {
        var state = State()
        follow(places, into: &state) { assertion in
            switch assertion {
            case .start: isAtStart
            case .end, .wordBoundary, .noWordBoundary: nil
            }
        }
        state.waiting.sort()
        state.isBehindWord = hasWordAssertions && isBehindWord && state.waiting.contains(where: isAssertion)
        state.isAtStart = isAtStart && state.waiting.contains(where: isAssertion)
        return state
    }

    /// The state once it is known what stands behind: what holds is followed, what does not is dropped.
    private mutating func resolve(_ state: State, isBeforeWord: Bool, isAtEnd: Bool) -> State {
        var resolved = State()
        follow(state.waiting, into: &resolved) { assertion in
            switch assertion {
            case .start: state.isAtStart
            case .end: isAtEnd
            case .wordBoundary: state.isBehindWord != isBeforeWord
            case .noWordBoundary: state.isBehindWord == isBeforeWord
            }
        }
        return resolved
    }

    /// Follows states to those that wait. `holds` is nil for an assertion that must wait.
    private mutating func follow(
        _ places: [Int32], into state: inout State, _ holds: (PatternAssertion) -> Bool?
    ) {
        setNumber += 1
        pending.append(contentsOf: places)
        while let place = pending.popLast() {
            guard addedTo[Int(place)] != setNumber else { continue }
            addedTo[Int(place)] = setNumber
            work += 1
            switch program.instructions[Int(place)] {
            case .set: state.waiting.append(place)
            case .match: state.isMatch = true
            case .jump(let target): pending.append(Int32(truncatingIfNeeded: target))
            case .split(let first, let second):
                pending.append(Int32(truncatingIfNeeded: first))
                pending.append(Int32(truncatingIfNeeded: second))
            case .assertion(let assertion):
                switch holds(assertion) {
                case true?: pending.append(place + 1)
                case false?: break
                case nil: state.waiting.append(place)
                }
            }
        }
    }

    private func isAssertion(_ place: Int32) -> Bool {
        if case .assertion = program.instructions[Int(place)] { return true }
        return false
    }

    /// The transitions with every state that leads to no match made the dead one: texts are given up early.
    private func withDeadStates() -> [UInt16] {
        var sources: [[Int]] = states.map { _ in [] }
        for (index, target) in transitions.enumerated() { sources[Int(target)].append(index / alphabet.count) }
        var isAlive = acceptsAtEnd
        var pending = states.indices.filter { isAlive[$0] }
        while let state = pending.popLast() {
            for source in sources[state] where !isAlive[source] {
                isAlive[source] = true
                pending.append(source)
            }
        }
        return transitions.map { isAlive[Int($0)] ? $0 : Self.dead }
    }
}
