internal import NIOCore
internal import RPCCore
internal import RPCWire
internal import Synchronization

/// What one call asks for, kept for as long as it may have to be sent again.
struct CallRequest: Sendable {
    let method: MethodDescriptor
    /// The whole request; nil where the caller writes it message by message.
    let message: (any RPCMessage)?
    let options: CallOptions
    /// Nil is none, for streaming calls only.
    let deadline: ContinuousClock.Instant?
    /// Whether the caller takes messages as they come.
    var isStreaming = false

    /// The head to send at `now`: what is left of the deadline goes with it.
    func head(now: ContinuousClock.Instant) -> CallHead {
        CallHead(
            method: method.path,
            timeoutMilliseconds: deadline.map { UInt32(clamping: max(1, now.duration(to: $0).milliseconds)) } ?? 0,
            traceParent: options.traceParent, idempotencyKey: options.idempotencyKey, metadata: options.metadata)
    }
}

/// How one attempt at a call ended.
enum AttemptOutcome: Sendable {
    case answered(ByteBuffer)
    /// A streaming call is on its way.
    case opened(ClientCallStream)
    case failed(RPCError)
    /// There was no connection to be had; nothing was sent, or nothing of it was read.
    case unreachable(RPCError)
    /// The connection takes no calls any more; another one will.
    case moved
}

/// Lets a cancelled task find its call, whichever of the two comes first.
final class CallTicket: Sendable {
    /// 0: not sent yet; a stream id: sent on it; `cancelled`.
    private let state = Atomic<UInt32>(0)
    private static let cancelled = UInt32.max

    /// The call is about to be sent; false when it has been cancelled.
    func sent(on stream: UInt32) -> Bool {
        state.compareExchange(expected: 0, desired: stream, ordering: .acquiringAndReleasing).exchanged
    }

    /// Marks the call cancelled; the stream that it was sent on, if it was.
    func cancel() -> UInt32? {
        let before = state.exchange(Self.cancelled, ordering: .acquiringAndReleasing)
        return before == 0 || before == Self.cancelled ? nil : before
    }

    var isCancelled: Bool { state.load(ordering: .acquiring) == Self.cancelled }
}

extension RPCError {
    static func cancelled(_ processed: Processed) -> RPCError {
        RPCError(.cancelled, message: "the caller cancelled the call", processed: processed)
    }

    static func deadlineExceeded(_ processed: Processed) -> RPCError {
        RPCError(.deadlineExceeded, message: "the call's deadline has passed", processed: processed)
    }
}
