internal import NIOCore
internal import RPCCore
internal import RPCWire

/// The messages of one streaming call on the server: what its handler reads from and writes to.
///
/// Sendable by confinement: every stored `var` is touched on the connection's event loop only; a handler that runs
/// elsewhere comes over by `onLoop`.
final class ServerStream: MessageSource, MessageSink, @unchecked Sendable {
    typealias Reading = Pending<Result<ByteBuffer?, RPCError>>
    typealias Writing = Pending<Result<Void, RPCError>>

    let id: UInt32
    private let connection: ServerConnection
    private var reading: Reading?
    private var writing: Writing?
    /// Why the call has ended for its handler, when it has.
    private var failure: RPCError?

    init(id: UInt32, connection: ServerConnection) {
        self.id = id
        self.connection = connection
    }

    private static let cancelled = RPCError(.cancelled, message: "the call was cancelled", processed: .maybe)

    // MARK: The handler's side

    func next() async throws(RPCError) -> ByteBuffer? {
        if connection.eventLoop.inEventLoop {
            if let failure { throw failure }
            switch connection.takeMessage(stream: id) {
            case .message(let bytes): return bytes
            case .ended: return nil
            case .waiting: break
            }
        }
        let reading = Reading()
        onLoop { self.read(into: reading) }
        return try await reading.value(ifCancelled: .failure(Self.cancelled)).get()
    }

    func write(_ message: any RPCMessage) async throws(RPCError) {
        let bytes: ByteBuffer
        if connection.eventLoop.inEventLoop {
            if let failure { throw failure }
            switch try connection.send(message, stream: id) {
            case .sent: return
            case .waits(let encoded): bytes = encoded
            }
        } else {
            var encoded = ByteBuffer()
            try message.encode(into: &encoded)
            bytes = encoded
        }
        let writing = Writing()
        onLoop { self.queue(bytes, for: writing) }
        try await writing.value(ifCancelled: .failure(Self.cancelled)).get()
    }

    private func onLoop(_ body: @escaping @Sendable () -> Void) {
        if connection.eventLoop.inEventLoop {
            body()
        } else {
            connection.eventLoop.execute(body)
        }
    }

    private func read(into reading: Reading) {
        if let failure { return reading.resolve(.failure(failure)) }
        switch connection.takeMessage(stream: id) {
        case .message(let bytes): reading.resolve(.success(bytes))
        case .ended: reading.resolve(.success(nil))
        case .waiting: self.reading = reading
        }
    }

    private func queue(_ bytes: ByteBuffer, for writing: Writing) {
        if let failure { return writing.resolve(.failure(failure)) }
        do throws(RPCError) {
            try connection.checkLength(ofAnswer: bytes.readableBytes)
        } catch {
            return writing.resolve(.failure(error))
        }
        guard !connection.hasQueuedMessage(stream: id) else {
            return writing.resolve(
                .failure(RPCError(.cancelled, message: "the stream was left inside a message", processed: .maybe)))
        }
        self.writing = writing
        connection.queue(bytes, stream: id)
    }

    // MARK: The connection's side

    /// A message is complete, or no further one comes.
    func wakeReader() {
        guard let reading else { return }
        self.reading = nil
        read(into: reading)
    }

    /// The last chunk of the message that waited is written.
    func wrote() {
        writing?.resolve(.success(()))
        writing = nil
    }

    /// The call has ended for its handler.
    func fail(_ error: RPCError) {
        guard failure == nil else { return }
        failure = error
        reading?.resolve(.failure(error))
        writing?.resolve(.failure(error))
        reading = nil
        writing = nil
    }
}
