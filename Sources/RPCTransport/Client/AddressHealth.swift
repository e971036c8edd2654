/// Whether an address that can be connected to also serves: one whose calls keep failing is left out for a while.
///
///     serving --failures in a row--> ejected --time passes--> on trial --success--> serving
///                                       ^                        |
///                                       '------- failure --------'   for twice as long
struct AddressHealth: Sendable {
    private let failuresToEject: Int
    private let first: Duration
    private let longest: Duration
    private var failures = 0
    private var ejections = 0
    private var ejectedUntil: ContinuousClock.Instant?

    init(failuresToEject: Int, first: Duration, longest: Duration) {
        self.failuresToEject = max(1, failuresToEject)
        self.first = first
        self.longest = longest
    }

    /// Whether the address is left out at `now`.
    func isEjected(now: ContinuousClock.Instant) -> Bool {
        ejectedUntil.map { now < $0 } ?? false
    }

    /// A call was answered, be it with an error of its own.
    mutating func served() {
        failures = 0
        ejections = 0
        ejectedUntil = nil
    }

    /// A call found the server unavailable.
    ///
    /// - Returns: whether the address is left out because of it.
    @discardableResult
    mutating func failed(now: ContinuousClock.Instant, using generator: inout some RandomNumberGenerator) -> Bool {
        guard !isEjected(now: now) else { return false }
        failures += 1
        // Once ejected, an address is on trial: one failure more and it is out again.
        guard failures >= failuresToEject || ejections > 0 else { return false }
        failures = 0
        let bound = min(first * (1 << min(ejections, 30)), longest)
        ejections += 1
        ejectedUntil = now.advanced(by: bound * Double.random(in: 0.8...1.2, using: &generator))
        return true
    }
}
