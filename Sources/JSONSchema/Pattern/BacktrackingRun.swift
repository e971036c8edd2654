/// One search of a text with a backtracking program, within a number of steps.
///
/// It keeps the ways not yet tried, and what to undo before one is, on a stack of its own: a text's length takes none
/// of the thread's.
struct BacktrackingRun: ~Copyable {
    /// The most entries of the stack; a search that needs more has failed as one without steps left.
    private static let deepestStack = 250_000

    private enum Entry {
        case branch(instruction: Int, place: Int)
        case restore(slot: Int, place: Int)
    }

    private let program: BacktrackingProgram
    private let limit: Int
    /// Places that groups and repetitions have noted; -1 for none.
    private var slots: [Int]
    private var stack: [Entry] = []
    /// Instructions carried out so far.
    private(set) var steps = 0
    private var isExhausted = false

    init(_ program: BacktrackingProgram, limit: Int) {
        self.program = program
        self.limit = limit
        slots = Array(repeating: -1, count: program.slotCount)
    }

    /// Whether any part of the text matches; nil when the limit did not suffice to find out.
    mutating func matches(_ text: Span<UInt8>) -> Bool? {
        var start = 0
        while true {
            if match(text, from: 0, at: start) { return true }
            if isExhausted { return nil }
            guard start < text.count else { return false }
            start += text.codePoint(at: start).length
        }
    }

    /// Runs from an instruction to the next `match`. On success what was captured stays and the ways not tried are
    /// dropped; on failure all is as before.
    private mutating func match(_ text: Span<UInt8>, from instruction: Int, at place: Int) -> Bool {
        let base = stack.count
        var (instruction, place) = (instruction, place)
        while true {
            steps += 1
            isExhausted = isExhausted || steps > limit || stack.count > Self.deepestStack
            guard !isExhausted else { return false }
            if case .match = program.instructions[instruction] {
                dropBranches(above: base)
                return true
            }
            guard advance(text, &instruction, &place) || backtrack(to: base, &instruction, &place) else { return false }
        }
    }

    /// Carries out one instruction; false when it fails here.
    private mutating func advance(_ text: Span<UInt8>, _ instruction: inout Int, _ place: inout Int) -> Bool {
        switch program.instructions[instruction] {
        case .set(let set, let isBackward):
            guard let next = codePoint(text, at: place, isBackward), set.contains(next.value) else { return false }
            place += isBackward ? -next.length : next.length
        case .split(let first, let second):
            stack.append(.branch(instruction: second, place: place))
            instruction = first
            return true
        case .jump(let target):
            instruction = target
            return true
        case .assertion(let assertion):
            guard holds(assertion, text, place) else { return false }
        case .note(let slot): note(place, in: slot)
        case .forget(let range):
            for slot in range where slots[slot] != -1 { note(-1, in: slot) }
        case .progress(let slot):
            guard slots[slot] != place else { return false }
        case .reference(let groups, let isBackward):
            guard take(groups, text, &place, isBackward) else { return false }
        case .look(let isNegated, let end):
            guard look(text, from: instruction + 1, at: place, isNegated: isNegated) else { return false }
            instruction = end
            return true
        case .match: return false
        }
        instruction += 1
        return true
    }

    private mutating func look(_ text: Span<UInt8>, from instruction: Int, at place: Int, isNegated: Bool) -> Bool {
        let base = stack.count
        let isFound = match(text, from: instruction, at: place)
        if isFound, isNegated { undo(to: base) }
        return !isExhausted && isFound != isNegated
    }

    private mutating func note(_ place: Int, in slot: Int) {
        stack.append(.restore(slot: slot, place: slots[slot]))
        slots[slot] = place
    }

    /// Goes to the last way not tried; false when there is none above `base`.
    private mutating func backtrack(to base: Int, _ instruction: inout Int, _ place: inout Int) -> Bool {
        while stack.count > base {
            switch stack.removeLast() {
            case .branch(let other, let otherPlace):
                (instruction, place) = (other, otherPlace)
                return true
            case .restore(let slot, let former): slots[slot] = former
            }
        }
        return false
    }

    private mutating func undo(to base: Int) {
        while stack.count > base {
            if case .restore(let slot, let former) = stack.removeLast() { slots[slot] = former }
        }
    }

    /// Keeps what is to be undone when an earlier way is tried.
    private mutating func dropBranches(above base: Int) {
        var kept = base
        for index in base..<stack.count {
            guard case .restore = stack[index] else { continue }
            stack[kept] = stack[index]
            kept += 1
        }
        stack.removeLast(stack.count - kept)
    }

    /// Takes what a group captured once more; a group that did not captures nothing.
    private mutating func take(_ groups: [Int], _ text: Span<UInt8>, _ place: inout Int, _ isBackward: Bool) -> Bool {
        guard let group = groups.first(where: { slots[2 * $0] >= 0 && slots[2 * $0 + 1] >= 0 }) else { return true }
        let (first, last) = (slots[2 * group], slots[2 * group + 1])
        let count = last - first
        let start = isBackward ? place - count : place
        guard start >= 0, start + count <= text.count else { return false }
        steps += count
        for offset in 0..<count where text[first + offset] != text[start + offset] { return false }
        place = isBackward ? start : start + count
        return true
    }

    private func codePoint(_ text: Span<UInt8>, at place: Int, _ isBackward: Bool) -> (value: UInt32, length: Int)? {
        guard isBackward else { return place < text.count ? text.codePoint(at: place) : nil }
        guard place > 0 else { return nil }
        var start = place - 1
        while text[start] & 0xc0 == 0x80 { start -= 1 }
        return text.codePoint(at: start)
    }

    private func holds(_ assertion: PatternAssertion, _ text: Span<UInt8>, _ place: Int) -> Bool {
        func isWord(_ index: Int) -> Bool {
            0..<text.count ~= index && PatternClasses.isWord(UInt32(text[index]))
        }
        switch assertion {
        case .start: return place == 0
        case .end: return place == text.count
        case .wordBoundary: return isWord(place - 1) != isWord(place)
        case .noWordBoundary: return isWord(place - 1) == isWord(place)
        }
    }
}
