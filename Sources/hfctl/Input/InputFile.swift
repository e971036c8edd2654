internal import Foundation

/// Reads the files that arguments name.
enum InputFile {
    /// Comments and indentation included; what is in it must be far smaller anyway.
    private static let bytesMax = 4 << 20

    /// All bytes of the file at `path`, or of standard input for `-`.
    ///
    /// - Throws: a usage error that names the file when it cannot be read or is longer than 4 MiB.
    static func bytes(_ path: String) throws(CommandFailure) -> [UInt8] {
        let data: Data?
        do {
            let handle = path == "-" ? .standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            data = try handle.read(upToCount: bytesMax + 1)
        } catch {
            throw .usage("cannot read \(path): \(reason(error))")
        }
        let bytes = [UInt8](data ?? Data())
        guard bytes.count <= bytesMax else { throw .usage("\(path) is longer than 4 MiB") }
        return bytes
    }

    private static func reason(_ error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
        if underlying.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(underlying.code))) }
        return error.localizedDescription
    }
}
