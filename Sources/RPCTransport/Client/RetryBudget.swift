/// How many repeats a client may make: a bucket that repeats empty and that calls which go well fill again.
struct RetryBudget: Sendable {
    /// In thousandths of a repeat, so that ten tenths are one.
    private var tokens: Int
    private let capacity: Int
    private let perSuccess: Int

    private static let perRepeat = 1_000

    init(capacity: Double, perSuccess: Double) {
        self.capacity = Int((capacity * Double(Self.perRepeat)).rounded())
        self.perSuccess = Int((perSuccess * Double(Self.perRepeat)).rounded())
        self.tokens = self.capacity
    }

    /// A call went well.
    mutating func succeeded() {
        tokens = min(capacity, tokens + perSuccess)
    }

    /// Takes what one repeat costs; false where there is not so much.
    mutating func take() -> Bool {
        guard tokens >= Self.perRepeat else { return false }
        tokens -= Self.perRepeat
        return true
    }
}
