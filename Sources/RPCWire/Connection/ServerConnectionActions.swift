package import NIOCore
package import RPCCore

/// What the transport does with a client's hello.
package enum ServerHelloAction: Sendable, Hashable {
    /// Answer, and read frames.
    case accept(ServerHello.Acceptance)
    /// Answer, and close.
    case refuse(ServerHello.Refusal)
}

/// What the transport does with a frame.
package enum ServerFrameAction: Sendable, Hashable {
    case none
    /// Start the handler of `head.method` on `message`, the whole request.
    case startCall(stream: UInt32, head: CallHead, message: ByteBuffer, deadline: ContinuousClock.Instant)
    /// Start the handler of `head.method`; more of the request is to come, what has come is in the inbox.
    case startStream(stream: UInt32, head: CallHead, deadline: ContinuousClock.Instant)
    /// A message of the request is complete, or its last one has come: whoever waits for it may take it.
    case wakeReader(stream: UInt32)
    /// END with this error now; the handler is cancelled.
    case overruleCall(stream: UInt32, RPCError)
    /// Credit came: what waits for it may go.
    case sendMore
    /// END with this error; nothing runs.
    case refuseCall(stream: UInt32, RPCError)
    case cancelHandler(stream: UInt32)
    case sendPong(UInt64)
    /// The first step of the drain has been seen: send the second.
    case sendFinalGoAway(GoAway)
    /// The second step, and no call is left: close once it is sent.
    case sendFinalGoAwayAndClose(GoAway)
    /// The client left and no call is left: close in good order.
    case close
    /// GOAWAY with this, then close.
    case closeFor(WireViolation)
}

/// What the transport does when a handler has ended.
package struct ServerEndAction: Sendable, Hashable {
    package var reply: ServerStreamStateMachine.EndAction
    /// This was the last call of a connection that takes no more: close once everything is sent.
    package var closesConnection: Bool

    package init(reply: ServerStreamStateMachine.EndAction, closesConnection: Bool) {
        self.reply = reply
        self.closesConnection = closesConnection
    }
}

/// What the transport does to begin a drain.
package enum ServerDrainAction: Sendable, Hashable {
    /// Not past the handshake: refuse and close.
    case close
    /// GOAWAY without FINAL, and this ping: its PONG shows that the client has read it.
    case sendGoAwayAndPing(GoAway, ping: UInt64)
    /// The connection is leaving already.
    case none
}

/// What the transport does when the drain's first step was not answered in time.
package enum ServerDrainTimeoutAction: Sendable, Hashable {
    case none
    case sendFinalGoAway(GoAway)
    case sendFinalGoAwayAndClose(GoAway)
}
