/// A regular expression as the instructions of a machine that tries one way after the other, for what no automaton
/// matches.
struct BacktrackingProgram: Sendable {
    enum Instruction: Sendable {
        /// Takes a code point of the set, the one before the place when `isBackward`.
        case set(CodePointSet, isBackward: Bool)
        /// Goes on at the first; when that fails, at the second.
        case split(Int, Int)
        case jump(Int)
        case assertion(PatternAssertion)
        /// Notes the place in a slot: two for each group, one for each repetition.
        case note(slot: Int)
        /// Forgets what the groups of these slots captured.
        case forget(Range<Int>)
        /// Fails when nothing was taken since the slot's place was noted.
        case progress(since: Int)
        /// Takes the text of that one of the groups which has captured.
        case reference([Int], isBackward: Bool)
        /// Asks whether what follows matches here, up to its `match`, and goes on at `end` with the place unchanged.
        case look(isNegated: Bool, end: Int)
        case match
    }

    private(set) var instructions: [Instruction] = []
    /// How many places the machine notes.
    private(set) var slotCount: Int
    private let groupsOfName: [String: [Int]]

    /// The program of a parsed pattern.
    ///
    /// - Throws: when it needs more than 20,000 instructions.
    init(_ pattern: ParsedPattern) throws(PatternError) {
        groupsOfName = pattern.groupsOfName
        slotCount = 2 * (pattern.groupCount + 1)
        try emit(pattern.node, isBackward: false)
        try append(.match)
    }

    private mutating func append(_ instruction: Instruction) throws(PatternError) {
        guard instructions.count < PatternProgram.largestSize else { throw PatternError.tooLarge }
        instructions.append(instruction)
    }

    private mutating func emit(_ node: PatternNode, isBackward: Bool) throws(PatternError) {
        switch node {
        case .empty: break
        case .set(let set): try append(.set(set, isBackward: isBackward))
        case .assertion(let assertion): try append(.assertion(assertion))
        case .sequence(let parts):
            // Look-behind goes through the text, and so through the pattern, from its end.
            for part in isBackward ? parts.reversed() : parts { try emit(part, isBackward: isBackward) }
        case .alternatives(let branches): try emit(branches, isBackward: isBackward)
        case .group(let body, let number):
            try append(.note(slot: 2 * number + (isBackward ? 1 : 0)))
            try emit(body, isBackward: isBackward)
            try append(.note(slot: 2 * number + (isBackward ? 0 : 1)))
        case .reference(.number(let number)): try append(.reference([number], isBackward: isBackward))
        case .reference(.name(let name)):
            try append(.reference(groupsOfName[name] ?? [], isBackward: isBackward))
        case .look(let body, let isAhead, let isNegated):
            let place = instructions.count
            try append(.look(isNegated: isNegated, end: 0))
            try emit(body, isBackward: !isAhead)
            try append(.match)
            instructions[place] = .look(isNegated: isNegated, end: instructions.count)
        case .repetition(let body, let minimum, let maximum, let isLazy):
            try emit(Repetition(body, minimum, maximum, isLazy: isLazy), isBackward: isBackward)
        }
    }

    private mutating func emit(_ branches: [PatternNode], isBackward: Bool) throws(PatternError) {
        var exits: [Int] = []
        for branch in branches.dropLast() {
            let split = instructions.count
            try append(.split(0, 0))
            try emit(branch, isBackward: isBackward)
            exits.append(instructions.count)
            try append(.jump(0))
            instructions[split] = .split(split + 1, instructions.count)
        }
        if let last = branches.last { try emit(last, isBackward: isBackward) }
        for exit in exits { instructions[exit] = .jump(instructions.count) }
    }

    private struct Repetition {
        let body: PatternNode
        let minimum: Int
        let maximum: Int?
        let isLazy: Bool
        /// The slots of the groups within.
        let slots: Range<Int>?

        init(_ body: PatternNode, _ minimum: Int, _ maximum: Int?, isLazy: Bool) {
            (self.body, self.minimum, self.maximum, self.isLazy) = (body, minimum, maximum, isLazy)
            let groups = body.groups
            slots = groups.map { 2 * $0.lowerBound..<2 * $0.upperBound + 2 }
        }

        func split(_ round: Int, _ exit: Int) -> Instruction {
            isLazy ? .split(exit, round) : .split(round, exit)
        }
    }

    private mutating func emit(_ repetition: Repetition, isBackward: Bool) throws(PatternError) {
        let start = instructions.count
        for _ in 0..<repetition.minimum {
            try emitRound(repetition, isBackward: isBackward)
            // A body without an instruction, such as an empty group, needs no more copies.
            if instructions.count == start { return }
        }
        guard let maximum = repetition.maximum else {
            let split = instructions.count
            try append(.split(0, 0))
            try emitOptionalRound(repetition, isBackward: isBackward)
            try append(.jump(split))
            instructions[split] = repetition.split(split + 1, instructions.count)
            return
        }
        var splits: [Int] = []
        for _ in repetition.minimum..<maximum {
            splits.append(instructions.count)
            try append(.split(0, 0))
            try emitOptionalRound(repetition, isBackward: isBackward)
        }
        for split in splits { instructions[split] = repetition.split(split + 1, instructions.count) }
    }

    private mutating func emitRound(_ repetition: Repetition, isBackward: Bool) throws(PatternError) {
        if let slots = repetition.slots { try append(.forget(slots)) }
        try emit(repetition.body, isBackward: isBackward)
    }

    /// A round beyond the least number, which must take something.
    private mutating func emitOptionalRound(_ repetition: Repetition, isBackward: Bool) throws(PatternError) {
        let slot = slotCount
        slotCount += 1
        try append(.note(slot: slot))
        try emitRound(repetition, isBackward: isBackward)
        try append(.progress(since: slot))
    }
}

extension PatternNode {
    /// The first and the last number of the capturing groups within; they are numbered without gaps.
    fileprivate var groups: ClosedRange<Int>? {
        switch self {
        case .empty, .set, .assertion, .reference: nil
        case .sequence(let parts), .alternatives(let parts):
            parts.lazy.compactMap(\.groups).reduce(nil) { Self.union($0, $1) }
        case .repetition(let body, _, _, _), .look(let body, _, _): body.groups
        case .group(let body, let number): Self.union(body.groups, number...number)
        }
    }

    private static func union(_ left: ClosedRange<Int>?, _ right: ClosedRange<Int>) -> ClosedRange<Int> {
        guard let left else { return right }
        return min(left.lowerBound, right.lowerBound)...max(left.upperBound, right.upperBound)
    }
}
