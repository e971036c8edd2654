/// One call as the server sees it, from its CALL frame to the end of its handler.
///
///     running --handler ended--> ended            END with the handler's outcome
///     running --CANCEL--> cancelled --handler ended--> ended      END with CANCELLED, for whoever still listens
///     running --deadline--> expired --handler ended--> ended      END with DEADLINE_EXCEEDED went out at once
///
/// A cancelled or expired call keeps its place among the concurrent calls until its handler has stopped: opening
/// and cancelling in a row cannot start more handlers than the limit allows.
package struct ServerStreamStateMachine: Sendable {
    private enum State {
        /// Can transition to: cancelled, expired, ended.
        case running
        /// The client waits no longer. Can transition to: ended.
        case cancelled
        /// The deadline has passed and the client knows. Can transition to: ended.
        case expired
        /// The handler has stopped; the stream is forgotten.
        case ended
    }

    /// What a CANCEL frame or the clock asks of the transport.
    package enum StopAction: Sendable, Hashable {
        case cancelHandler
        /// The call is stopping already.
        case ignore
    }

    /// What goes to the peer when a handler has ended.
    package enum EndAction: Sendable, Hashable {
        /// END with the handler's own outcome.
        case sendOutcome
        /// END with CANCELLED and what is known of the call's effect.
        case sendCancelled
        /// The END went out when the deadline passed.
        case nothing
    }

    package let deadline: ContinuousClock.Instant
    /// Bytes of the request's message, which the handler may hold.
    package let requestBytes: Int
    private var state = State.running

    package init(deadline: ContinuousClock.Instant, requestBytes: Int) {
        self.deadline = deadline
        self.requestBytes = requestBytes
    }

    /// Whether the deadline still has to be enforced.
    package var isRunning: Bool {
        switch state {
        case .running: true
        case .cancelled, .expired, .ended: false
        }
    }

    package mutating func receivedCancel() -> StopAction {
        switch state {
        case .running:
            state = .cancelled
            return .cancelHandler
        case .cancelled, .expired, .ended:
            return .ignore
        }
    }

    package mutating func deadlinePassed() -> StopAction {
        switch state {
        case .running:
            state = .expired
            return .cancelHandler
        case .cancelled, .expired, .ended:
            return .ignore
        }
    }

    package mutating func handlerEnded() -> EndAction {
        let before = state
        state = .ended
        switch before {
        case .running: return .sendOutcome
        case .cancelled: return .sendCancelled
        case .expired, .ended: return .nothing
        }
    }
}
