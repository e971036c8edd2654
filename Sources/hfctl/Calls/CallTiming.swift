internal import Synchronization

/// How long a call took, and how many bytes of messages went each way.
final class CallTiming: Sendable {
    private struct Figures {
        var descriptors = Duration.zero
        var call = Duration.zero
        var sent = (messages: 0, bytes: 0)
        var received = (messages: 0, bytes: 0)
    }

    private let began = ContinuousClock.now
    private let figures = Mutex(Figures())

    /// The descriptors have come: everything from now on is the call itself.
    func gotDescriptors() {
        let now = ContinuousClock.now
        figures.withLock { $0.descriptors = began.duration(to: now) }
    }

    func sent(_ bytes: Int) {
        figures.withLock {
            $0.sent.messages += 1
            $0.sent.bytes += bytes
        }
    }

    func received(_ bytes: Int) {
        figures.withLock {
            $0.received.messages += 1
            $0.received.bytes += bytes
        }
    }

    /// One line for people.
    var line: String {
        let total = began.duration(to: .now)
        let figures = figures.withLock { $0 }
        return """
            timing: connect and descriptors \(Self.text(figures.descriptors)), call \
            \(Self.text(total - figures.descriptors)), total \(Self.text(total)); sent \(Self.text(figures.sent)), \
            received \(Self.text(figures.received))
            """
    }

    private static func text(_ count: (messages: Int, bytes: Int)) -> String {
        "\(count.bytes) bytes in \(count.messages) \(count.messages == 1 ? "message" : "messages")"
    }

    /// `1.234ms`
    private static func text(_ duration: Duration) -> String {
        let microseconds = Int64((duration / .microseconds(1)).rounded())
        let fraction = String(microseconds % 1_000)
        return "\(microseconds / 1_000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)ms"
    }
}
