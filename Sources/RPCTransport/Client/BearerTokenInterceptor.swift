internal import Glibc
package import NIOCore
package import RPCCore
internal import Synchronization

/// Sends the token that a file holds with each call, as text metadata `authorization: Bearer TOKEN`.
///
/// The file is looked at with each call and read again when it was changed or replaced, so that a new token needs no
/// restart. White space around the token does not count.
package final class BearerTokenInterceptor: ClientInterceptor {
    /// What tells one state of the file from another.
    private struct Stamp: Equatable {
        let device: UInt64
        let inode: UInt64
        let bytes: Int64
        let seconds: Int
        let nanoseconds: Int
    }

    private let path: String
    private let known = Mutex<(stamp: Stamp, header: String)?>(nil)
    /// The metadata of a call may be no longer, so no token can be.
    private static let longest = 16 << 10

    /// - Parameter path: the token's file; it must be there when a call is made, not before.
    package init(path: String) {
        self.path = path
    }

    package func intercept(
        _ request: any RPCMessage, call: OutgoingCall, next: UnaryCall
    ) async throws(RPCError) -> ByteBuffer {
        try await next(request, try authorized(call))
    }

    package func intercept(
        opening call: OutgoingCall, request: (any RPCMessage)?, next: StreamCall
    ) async throws(RPCError) -> any ClientStream {
        try await next(request, try authorized(call))
    }

    /// - Throws: `UNAUTHENTICATED` without the token, which is never shown.
    private func authorized(_ call: OutgoingCall) throws(RPCError) -> OutgoingCall {
        var call = call
        call.options.metadata.append("authorization", text: try header())
        return call
    }

    private func header() throws(RPCError) -> String {
        let stamp = try self.stamp()
        if let known = known.withLock({ $0 }), known.stamp == stamp { return known.header }
        let header = "Bearer \(try token())"
        known.withLock { $0 = (stamp, header) }
        return header
    }

    private func stamp() throws(RPCError) -> Stamp {
        var found = stat()
        guard stat(path, &found) == 0 else { throw refusal(String(cString: strerror(errno))) }
        return Stamp(
            device: UInt64(found.st_dev), inode: UInt64(found.st_ino), bytes: Int64(found.st_size),
            seconds: found.st_mtim.tv_sec, nanoseconds: found.st_mtim.tv_nsec)
    }

    private func token() throws(RPCError) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw refusal(String(cString: strerror(errno))) }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: Self.longest)
        var count = 0
        while count < bytes.count {
            let got = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress?.advanced(by: count), $0.count - count) }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw refusal(String(cString: strerror(errno))) }
            if got == 0 { break }
            count += got
        }
        guard count < bytes.count else { throw refusal("it is longer than any token") }
        let white: (UInt8) -> Bool = { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        let token = bytes[..<count].drop(while: white).reversed().drop(while: white).reversed()
        guard !token.isEmpty else { throw refusal("it is empty") }
        guard token.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw refusal("it holds more than a token") }
        return String(decoding: token, as: UTF8.self)
    }

    private func refusal(_ reason: String) -> RPCError {
        RPCError(.unauthenticated, message: "the token file \(path) cannot be used: \(reason)", processed: .no)
    }
}
