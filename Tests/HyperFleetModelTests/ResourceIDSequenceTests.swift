import Testing

@testable import HyperFleetModel

@Suite struct ResourceIDSequenceTests {
    /// Answers the same bits again and again.
    private struct Constant: RandomNumberGenerator {
        var bits: UInt64
        mutating func next() -> UInt64 { bits }
    }

    @Test func aClockThatStepsBackDoesNotLowerIDs() {
        var sequence = ResourceIDSequence()
        var generator = Constant(bits: 5)
        let first = sequence.next(at: Timestamp(microseconds: 2_000_000), using: &generator)
        let second = sequence.next(at: Timestamp(microseconds: 1_000_000), using: &generator)
        #expect(first < second)
        #expect(second.high >> 16 == 2_000)
    }

    @Test func aFullMillisecondRunsIntoTheNext() {
        var sequence = ResourceIDSequence()
        var generator = Constant(bits: .max)
        var last = sequence.next(at: Timestamp(microseconds: 1_000_000), using: &generator)
        // 63 bits of room are left and each step takes 32 of them: what matters is the carry into `rand_a`.
        for _ in 0..<100 {
            let next = sequence.next(at: Timestamp(microseconds: 1_000_000), using: &generator)
            #expect(last < next)
            #expect(next.low >> 62 == 0b10)
            last = next
        }
        #expect(last.high & 0xfff == 0x800)
    }
}
