package import NIOCore
package import RPCCore

/// What a new call gets.
package enum ClientOpenAction: Sendable, Hashable {
    /// A stream of its own: write the CALL frame now.
    case open(stream: UInt32)
    /// A place, once a call has ended or the server's hello has come.
    case wait
    /// Nothing here: the connection is leaving, or its stream ids are used up.
    case useAnotherConnection
}

/// What the transport does with the server's hello.
package enum ClientHelloAction: Sendable, Hashable {
    /// Waiting calls may go out.
    case ready(ServerHello.Acceptance)
    /// Close; calls already sent were not processed.
    case refused(ServerHello.Refusal)
    case closeFor(WireViolation)
}

/// What the transport does with a frame.
package enum ClientFrameAction: Sendable, Hashable {
    case none
    /// The call's answer.
    case answered(stream: UInt32, message: ByteBuffer)
    /// The call's error.
    case failed(stream: UInt32, RPCError)
    /// A message of a streaming call is complete: whoever waits for it may take it.
    case wakeReader(stream: UInt32)
    /// A streaming call has ended: what was not taken is still to be delivered, then the error or the end.
    case streamEnded(stream: UInt32, rest: [ByteBuffer], RPCError?)
    /// The call is given up on this side: CANCEL goes out, whoever waits gets the error.
    case abandonCall(stream: UInt32, RPCError)
    /// Credit came: what waits for it may go.
    case sendMore
    /// A place is free; nobody waits for what came.
    case placeFreed
    case sendPong(UInt64)
    /// No new calls here. The calls named were not processed and may be repeated elsewhere.
    case leave(notProcessed: [UInt32], reconnectWindow: Duration)
    /// GOAWAY with this, then close.
    case closeFor(WireViolation)
}

/// A call whose connection was lost.
package struct LostCall: Sendable, Hashable {
    package var stream: UInt32
    package var processed: Processed

    package init(stream: UInt32, processed: Processed) {
        self.stream = stream
        self.processed = processed
    }
}
