import NIOCore
import RPCCore

@testable import RPCWire

/// The status of a call: texts longer than they may be are cut once, and not again.
enum CallStatusTarget {
    static func run(_ reader: inout InputReader) throws(BrokenInvariant) {
        let input = reader.remainingBuffer()
        var message = input
        guard let error = read(&message) else { return }
        try require(error.code != .ok, "an error without a code")
        try require(
            message.readableBytesView == input.readableBytesView.suffix(message.readableBytes),
            "what is left is not the message")
        let cut = try travelled(error)
        try require(cut.code == error.code && cut.processed == error.processed, "\(error) comes out as \(cut)")
        let again = try travelled(cut)
        try require(again == cut, "\(cut) comes out as \(again)")
    }

    /// The error of a status that can be read; nil otherwise, and for success.
    private static func read(_ payload: inout ByteBuffer) -> RPCError? {
        do throws(WireViolation) {
            return try CallStatus.read(from: &payload)
        } catch {
            return nil
        }
    }

    private static func travelled(_ error: RPCError) throws(BrokenInvariant) -> RPCError {
        var written = ByteBuffer()
        CallStatus.write(error, into: &written)
        let length = written.readableBytes
        guard let again = read(&written) else { throw BrokenInvariant("\(error) is written but cannot be read") }
        try require(
            length <= CallStatus.successBytes + WireConstants.statusBytesMaximum && written.readableBytes == 0,
            "a status of \(length) bytes, \(written.readableBytes) of them left")
        return again
    }
}
