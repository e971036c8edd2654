/// A regular expression as the instructions of a machine without a stack (Thompson's construction).
struct PatternProgram: Sendable {
    /// One state. A state that takes no code point goes on without one.
    enum Instruction: Sendable {
        /// Takes a code point of this set and goes on to the next state.
        case set(Int)
        case split(Int, Int)
        case jump(Int)
        case assertion(PatternAssertion)
        case match
    }

    /// The most states of one pattern: bounded repetition is written out.
    static let largestSize = 20_000

    private(set) var instructions: [Instruction] = []
    /// The sets that states take, each once.
    private(set) var sets: [CodePointSet] = []
    private var places: [CodePointSet: Int] = [:]

    /// The program of a parsed pattern.
    ///
    /// - Throws: what in it no automaton can match, or that it needs more than 20,000 states.
    init(_ pattern: ParsedPattern) throws(PatternError) {
        if let nonlinear = pattern.nonlinear { throw nonlinear }
        try emit(pattern.node)
        try append(.match)
        places = [:]
    }

    private mutating func append(_ instruction: Instruction) throws(PatternError) {
        guard instructions.count < Self.largestSize else {
            throw PatternError.tooLarge
        }
        instructions.append(instruction)
    }

    private mutating func emit(_ node: PatternNode) throws(PatternError) {
        switch node {
        // Look-around and back-references were refused before.
        case .empty, .look, .reference: break
        case .group(let body, _): try emit(body)
        case .set(let set): try emit(set)
        case .assertion(let assertion): try append(.assertion(assertion))
        case .sequence(let parts):
            for part in parts { try emit(part) }
        case .alternatives(let branches): try emit(branches)
        case .repetition(let body, let minimum, let maximum, _):
            try emit(body, minimum: minimum, maximum: maximum)
        }
    }

    private mutating func emit(_ set: CodePointSet) throws(PatternError) {
        let place = places[set] ?? sets.count
        if place == sets.count {
            sets.append(set)
            places[set] = place
        }
        try append(.set(place))
    }

    private mutating func emit(_ branches: [PatternNode]) throws(PatternError) {
        var exits: [Int] = []
        for branch in branches.dropLast() {
            let split = instructions.count
            try append(.split(split + 1, 0))
            try emit(branch)
            exits.append(instructions.count)
            try append(.jump(0))
            instructions[split] = .split(split + 1, instructions.count)
        }
        if let last = branches.last { try emit(last) }
        for exit in exits { instructions[exit] = .jump(instructions.count) }
    }

    private mutating func emit(_ body: PatternNode, minimum: Int, maximum: Int?) throws(PatternError) {
        let start = instructions.count
        for _ in 0..<minimum {
            try emit(body)
            // A body without a state, such as an empty group, needs no more copies.
            if instructions.count == start { return }
        }
        guard let maximum else { return try emitLoop(body) }
        var splits: [Int] = []
        for _ in minimum..<maximum {
            splits.append(instructions.count)
            try append(.split(instructions.count + 1, 0))
            try emit(body)
        }
        for split in splits { instructions[split] = .split(split + 1, instructions.count) }
    }

    private mutating func emitLoop(_ body: PatternNode) throws(PatternError) {
        let split = instructions.count
        try append(.split(split + 1, 0))
        try emit(body)
        try append(.jump(split))
        instructions[split] = .split(split + 1, instructions.count)
    }
}
