internal import NIOCore

/// The answers of a call whose server sends more than one, in the order sent.
///
/// They come as fast as they are taken and no faster: what is not taken holds up the server, not this process's memory.
/// It ends when the call has ended well, and throws the call's status when it has not. Letting go of it before its end,
/// by leaving a loop over it for one, cancels the call; so does cancelling the task that waits in it.
///
/// To be iterated once, by one task: two iterations share the answers between them.
public struct AnswerStream<Element: Sendable>: AsyncSequence, Sendable {
    /// The call's status.
    public typealias Failure = RPCError

    private let call: StreamHandle
    private let read: @Sendable (ByteBuffer) throws(RPCError) -> Element

    init(_ call: StreamHandle, read: @escaping @Sendable (ByteBuffer) throws(RPCError) -> Element) {
        self.call = call
        self.read = read
    }

    /// The same answers, each as `transform` makes it.
    package func mapped<Other: Sendable>(
        _ transform: @escaping @Sendable (Element) -> Other
    ) -> AnswerStream<Other> {
        let read = self.read
        return AnswerStream<Other>(call) { (bytes) throws(RPCError) -> Other in transform(try read(bytes)) }
    }

    /// Goes on from where the stream stands.
    public func makeAsyncIterator() -> Iterator {
        Iterator(call: call, read: read)
    }

    /// Takes answers one by one.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let call: StreamHandle
        fileprivate let read: @Sendable (ByteBuffer) throws(RPCError) -> Element

        /// The next answer, waiting for it; nil once the call has ended well.
        ///
        /// - Throws: the call's status; `INTERNAL` where an answer cannot be read, and the call is cancelled then.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(RPCError) -> Element? {
            guard let bytes = try await call.stream.next() else { return nil }
            do throws(RPCError) {
                return try read(bytes)
            } catch {
                call.stream.cancel()
                throw error
            }
        }
    }
}
