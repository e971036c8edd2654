/// One call as the server sees it, from its CALL frame to the end of its handler.
///
///     running --handler ended--> ended            END with the handler's outcome
///     running --CANCEL--> cancelled --handler ended--> ended      END with CANCELLED, for whoever still listens
///     running --overruled--> overruled --handler ended--> ended   END went out at once
///
/// A call is overruled when its deadline passes, a message is too long, or its client takes no answers. A cancelled
/// or overruled call keeps its place among the concurrent calls until its handler has stopped: opening and cancelling
/// in a row cannot start more handlers than the limit allows.
package struct ServerStreamStateMachine: Sendable {
    private enum State {
        /// Can transition to: cancelled, overruled, ended.
        case running
        /// The client waits no longer. Can transition to: ended.
        case cancelled
        /// The client has its END already. Can transition to: ended.
        case overruled
        /// The handler has stopped; the stream is forgotten.
        case ended
    }

    /// What a CANCEL frame, the clock or a broken limit asks of the transport.
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
        /// The END went out before.
        case nothing
    }

    package private(set) var deadline: ContinuousClock.Instant
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
        case .cancelled, .overruled, .ended: false
        }
    }

    package mutating func receivedCancel() -> StopAction {
        switch state {
        case .running:
            state = .cancelled
            return .cancelHandler
        case .cancelled, .overruled, .ended:
            return .ignore
        }
    }

    /// The call turned out to be a streaming one, whose life is longer.
    package mutating func deadlineMoved(to deadline: ContinuousClock.Instant) {
        self.deadline = deadline
    }

    /// The END goes out now, whatever the handler does.
    package mutating func overruled() -> StopAction {
        switch state {
        case .running:
            state = .overruled
            return .cancelHandler
        case .cancelled, .overruled, .ended:
            return .ignore
        }
    }

    package mutating func handlerEnded() -> EndAction {
        let before = state
        state = .ended
        switch before {
        case .running: return .sendOutcome
        case .cancelled: return .sendCancelled
        case .overruled, .ended: return .nothing
        }
    }
}
