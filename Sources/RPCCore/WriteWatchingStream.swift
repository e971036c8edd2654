internal import NIOCore
internal import Synchronization

/// A streaming call that remembers whether a write failed: what its writer throws then is the call's end, and not a
/// failure of the writer's own.
final class WriteWatchingStream: ClientStream {
    private let stream: any ClientStream
    private let failed = Atomic(false)

    init(_ stream: any ClientStream) {
        self.stream = stream
    }

    var hasFailed: Bool { failed.load(ordering: .acquiring) }

    func write(_ message: any RPCMessage) async throws(RPCError) {
        do throws(RPCError) {
            try await stream.write(message)
        } catch {
            // What the server would not take was never sent: the call goes on without it.
            if error.code != .resourceExhausted { failed.store(true, ordering: .releasing) }
            throw error
        }
    }

    func next() async throws(RPCError) -> ByteBuffer? { try await stream.next() }

    func finishWriting() { stream.finishWriting() }

    func cancel() { stream.cancel() }
}
