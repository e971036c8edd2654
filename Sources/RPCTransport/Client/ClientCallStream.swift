internal import NIOCore
internal import RPCCore
internal import RPCWire

/// One streaming call on a connection, as its caller holds it; the connection keeps what belongs to it under its lock.
///
/// When the last reference goes, the call is cancelled if it has not ended.
final class ClientCallStream: ClientStream {
    typealias Reading = Pending<Result<ByteBuffer?, RPCError>>
    typealias Writing = Pending<Result<Void, RPCError>>

    /// What the connection keeps of the stream.
    struct State {
        var reading: Reading?
        var writing: Writing?
        var isRequestEnded: Bool
        /// Messages that had come when the call ended, and were not taken; the next one is the last element.
        var rest: [ByteBuffer] = []
        /// How the call has ended; success is its good end.
        var end: Result<Void, RPCError>?
    }

    let id: UInt32
    private let connection: ClientConnection

    init(id: UInt32, connection: ClientConnection) {
        self.id = id
        self.connection = connection
    }

    deinit {
        connection.dropStream(id)
    }

    func next() async throws(RPCError) -> ByteBuffer? {
        switch connection.takeMessage(stream: id) {
        case .now(let result): return try result.get()
        case .later(let reading):
            let result = await reading.value(ifCancelled: .failure(.cancelled(.maybe)))
            if Task.isCancelled { cancel() }
            return try result.get()
        }
    }

    func write(_ message: any RPCMessage) async throws(RPCError) {
        guard let writing = try connection.send(message, stream: id) else { return }
        let result = await writing.value(ifCancelled: .failure(.cancelled(.maybe)))
        if Task.isCancelled { cancel() }
        try result.get()
    }

    func finishWriting() {
        connection.endRequest(stream: id)
    }

    func cancel() {
        connection.cancelStream(id)
    }
}
