package import NIOCore
internal import Synchronization

/// A streaming call that tells how it ended, once: what an interceptor or a balancer puts around a stream.
package final class WatchedStream: ClientStream {
    private let stream: any ClientStream
    private let ended: @Sendable (RPCError?) -> Void
    private let hasEnded = Atomic(false)

    /// - Parameter ended: takes nil where the call ended well, else its status; `CANCELLED` where the caller let go
    ///   of it before its end.
    package init(_ stream: any ClientStream, ended: @escaping @Sendable (RPCError?) -> Void) {
        self.stream = stream
        self.ended = ended
    }

    deinit {
        stream.cancel()
        end(Self.abandoned)
    }

    package func next() async throws(RPCError) -> ByteBuffer? {
        do throws(RPCError) {
            let message = try await stream.next()
            if message == nil { end(nil) }
            return message
        } catch {
            end(error)
            throw error
        }
    }

    package func write(_ message: any RPCMessage) async throws(RPCError) {
        // A write that fails says only that the call has ended; how it ended comes from `next()`.
        try await stream.write(message)
    }

    package func finishWriting() {
        stream.finishWriting()
    }

    package func cancel() {
        stream.cancel()
        end(Self.abandoned)
    }

    private func end(_ error: RPCError?) {
        guard !hasEnded.exchange(true, ordering: .acquiringAndReleasing) else { return }
        ended(error)
    }

    private static let abandoned = RPCError(.cancelled, message: "the caller let go of the call")
}
