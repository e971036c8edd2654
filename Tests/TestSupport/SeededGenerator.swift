internal import Foundation

/// Random numbers that come again with the same seed (SplitMix64).
package struct SeededGenerator: RandomNumberGenerator {
    /// The environment variable that repeats a run.
    package static let variable = "HYPERFLEET_TEST_SEED"

    package let seed: UInt64
    private var state: UInt64

    package init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    /// A generator with the seed of the environment, or a new one; prints it with the name of the test.
    package init(for test: String) {
        let given = ProcessInfo.processInfo.environment[Self.variable].flatMap { UInt64($0) }
        self.init(seed: given ?? UInt64.random(in: 0...UInt64.max))
        let line = "\(test): seed \(seed) (repeat with \(Self.variable)=\(seed))\n"
        FileHandle.standardOutput.write(Data(line.utf8))
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
