/// One call as the client sees it, from its CALL frame to the server's END.
///
///     waiting --END--> ended
///     waiting --caller gave up--> abandoned --END--> ended
///
/// An abandoned call keeps its stream until the server's END: only that says that its place is free there.
package struct ClientStreamStateMachine: Sendable {
    private enum State {
        /// Can transition to: abandoned, ended.
        case waiting
        /// Nobody waits any more. Can transition to: ended.
        case abandoned
        case ended
    }

    /// What an END means to whoever called.
    package enum EndAction: Sendable, Hashable {
        case deliver
        /// Nobody waits.
        case ignore
    }

    /// What giving up asks of the transport.
    package enum AbandonAction: Sendable, Hashable {
        case sendCancel
        case ignore
    }

    private var state = State.waiting
    /// Whether messages are handed over as they come, or only the whole answer.
    package let isStreaming: Bool

    package init(isStreaming: Bool = false) {
        self.isStreaming = isStreaming
    }

    /// Whether somebody waits for the END.
    package var isAwaited: Bool {
        switch state {
        case .waiting: true
        case .abandoned, .ended: false
        }
    }

    package mutating func receivedEnd() -> EndAction {
        switch state {
        case .waiting:
            state = .ended
            return .deliver
        case .abandoned, .ended:
            state = .ended
            return .ignore
        }
    }

    package mutating func abandoned() -> AbandonAction {
        switch state {
        case .waiting:
            state = .abandoned
            return .sendCancel
        case .abandoned, .ended:
            return .ignore
        }
    }
}
