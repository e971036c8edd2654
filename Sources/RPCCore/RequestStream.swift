/// The requests of a call whose client sends more than one, in the order sent.
///
/// They come as fast as they are taken: the client's credit grows with what was taken. To be iterated once, by one
/// task.
package struct RequestStream<Message: RPCMessage>: AsyncSequence, Sendable {
    package typealias Element = Message
    package typealias Failure = RPCError

    private let source: any MessageSource

    package init(_ source: any MessageSource) {
        self.source = source
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(source: source)
    }

    /// Takes requests one by one; nil once the client has half-closed.
    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let source: any MessageSource

        package mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(RPCError) -> Message? {
            guard let bytes = try await source.next() else { return nil }
            return try Message.decode(bytes)
        }
    }
}
