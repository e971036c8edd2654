import NIOCore
import RPCCore

@testable import RPCWire

/// The head of a call: what is read can be written, and comes out as it was.
enum CallHeadTarget {
    static func run(_ reader: inout InputReader) throws(BrokenInvariant) {
        let metadataLimit = [0, 64, 16 << 10, 1 << 20][Int(reader.byte() & 3)]
        let input = reader.remainingBuffer()
        var message = input
        let head: CallHead
        do throws(RPCError) {
            head = try CallHead(reading: &message, metadataLimit: metadataLimit)
        } catch {
            try checkRefusal(error)
            return
        }
        try require(
            message.readableBytesView == input.readableBytesView.suffix(message.readableBytes),
            "what is left is not the message")
        try checkTravels(head, metadataLimit: metadataLimit)
    }

    private static func checkRefusal(_ error: RPCError) throws(BrokenInvariant) {
        let codes: [StatusCode] = [.invalidArgument, .resourceExhausted, .unimplemented]
        try require(codes.contains(error.code) && error.processed == .no, "a head is refused with \(error)")
    }

    private static func checkTravels(_ head: CallHead, metadataLimit: Int) throws(BrokenInvariant) {
        let again: CallHead
        do throws(RPCError) {
            var written = ByteBuffer()
            try head.write(into: &written, metadataLimit: metadataLimit)
            again = try CallHead(reading: &written, metadataLimit: metadataLimit)
        } catch {
            throw BrokenInvariant("\(head) was read but does not travel: \(error)")
        }
        try require(again == head, "\(head) comes out as \(again)")
    }
}
