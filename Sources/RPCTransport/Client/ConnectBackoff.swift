internal import RPCCore

/// When an address may be connected to again: at once, or later after a failure or a server's farewell.
///
/// Nothing but time has to pass: whoever asks after it may connect.
struct ConnectBackoff: Sendable {
    /// Why an address is not connected to yet.
    enum Hold: Sendable, Equatable {
        /// The last attempt failed, with this.
        case failed(RPCError)
        /// The server left and asked its clients to come back one by one: a call that cannot wait need not.
        case left
    }

    private let first: Duration
    private let longest: Duration
    private var failures = 0
    private var hold: Hold?
    /// Why the last attempt failed; nil once one went well.
    private(set) var lastFailure: RPCError?
    private var end: ContinuousClock.Instant?

    init(first: Duration, longest: Duration) {
        self.first = first
        self.longest = longest
    }

    /// What stands against connecting at `now`, and until when.
    func hold(now: ContinuousClock.Instant) -> (cause: Hold, until: ContinuousClock.Instant)? {
        guard let hold, let end, now < end else { return nil }
        return (hold, end)
    }

    /// An attempt failed: each further pause is 1.6 times as long, within a fifth of it at random, so that many clients
    /// do not come back together; never shorter than what the server asks for.
    mutating func failed(
        _ error: RPCError, now: ContinuousClock.Instant, using generator: inout some RandomNumberGenerator
    ) {
        failures += 1
        lastFailure = error
        var pause = first
        for _ in 1..<min(failures, 32) where pause < longest { pause = pause * 1.6 }
        pause = min(pause, longest) * Double.random(in: 0.8...1.2, using: &generator)
        hold = .failed(error)
        end = now.advanced(by: max(pause, error.retryAfter ?? .zero))
    }

    /// The server left in good order: its clients come back at moments spread over `window`.
    mutating func left(
        window: Duration, now: ContinuousClock.Instant, using generator: inout some RandomNumberGenerator
    ) {
        guard window > .zero else { return }
        hold = .left
        end = now.advanced(by: window * Double.random(in: 0...1, using: &generator))
    }

    /// The server accepted a connection.
    mutating func succeeded() {
        failures = 0
        lastFailure = nil
        hold = nil
        end = nil
    }
}
