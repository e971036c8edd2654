internal import Glibc

/// Reads small files whole.
package enum FileBytes {
    /// The bytes of the file at `path`; blocks the thread.
    ///
    /// - Parameter what: what the file is, for the sentence: `the token file`.
    /// - Throws: where it cannot be read, or is longer than `maximum` bytes.
    package static func read(_ path: String, what: String, maximum: Int = 1 << 20) throws(FileProblem) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw problem(path, what) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        while bytes.count <= maximum {
            var count = 0
            let piece = [UInt8](unsafeUninitializedCapacity: 16 << 10) { buffer, initialized in
                count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                initialized = max(0, count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw problem(path, what) }
            if count == 0 { return bytes }
            bytes += piece
        }
        throw FileProblem("\(what) \(path) is longer than \(maximum) bytes")
    }

    private static func problem(_ path: String, _ what: String) -> FileProblem {
        FileProblem("\(what) \(path) cannot be read: \(String(cString: strerror(errno)))")
    }
}
