package import NIOCore
package import RPCCore

extension CallStatus {
    /// Writes the status of a call that failed.
    ///
    /// Texts are cut to their limits; details and violations that no longer fit are left out, and violations left
    /// out are counted.
    package static func write(_ error: RPCError, into buffer: inout ByteBuffer) {
        let code = error.code == .ok ? StatusCode.unknown : error.code
        buffer.writeMultipleIntegers(code.rawValue, error.processed.rawValue)
        let lengthIndex = buffer.writerIndex
        buffer.writeInteger(UInt16(0))
        let start = buffer.writerIndex
        if !error.reason.isEmpty {
            buffer.writeTaggedField(Tag.reason) { $0.writeSubstring(error.reason.prefix(utf8Bytes: Longest.reason)) }
        }
        if !error.message.isEmpty {
            buffer.writeTaggedField(Tag.message) { $0.writeSubstring(error.message.prefix(utf8Bytes: Longest.message)) }
        }
        if let retryAfter = error.retryAfter {
            let milliseconds = UInt32(clamping: retryAfter.milliseconds)
            buffer.writeTaggedField(Tag.retryAfter) { $0.writeInteger(milliseconds) }
        }
        let end = start + WireConstants.statusBytesMaximum - Self.leftOutFieldBytes
        for (name, value) in error.details.sorted(by: { $0.key < $1.key }) {
            buffer.writeIfItEnds(before: end) { Self.writeDetail(name, value, into: &$0) }
        }
        var leftOut: UInt32 = 0
        for violation in error.violations {
            let fits = buffer.writeIfItEnds(before: end) { Self.write(violation, into: &$0) }
            if !fits { leftOut += 1 }
        }
        if leftOut > 0 {
            buffer.writeTaggedField(Tag.violationsLeftOut) { $0.writeInteger(leftOut) }
        }
        buffer.setInteger(UInt16(buffer.writerIndex - start), at: lengthIndex)
    }

    private static let leftOutFieldBytes = TaggedField.overheadBytes + 4

    private static func writeDetail(_ name: String, _ value: String, into buffer: inout ByteBuffer) {
        buffer.writeTaggedField(Tag.detail) {
            $0.writeText(name, limit: Longest.detailName)
            $0.writeSubstring(value.prefix(utf8Bytes: Longest.detailValue))
        }
    }

    private static func write(_ violation: FieldViolation, into buffer: inout ByteBuffer) {
        buffer.writeTaggedField(Tag.violation) {
            $0.writeInteger(UInt8(violation.value == nil ? 0 : 1))
            $0.writeText(violation.field, limit: Longest.field)
            $0.writeText(violation.rule, limit: Longest.rule)
            $0.writeText(violation.message, limit: Longest.violationMessage)
            if let value = violation.value { $0.writeText(value, limit: Longest.value) }
        }
    }
}

extension ByteBuffer {
    /// Writes what `body` writes and takes it back when it ends behind `end`.
    @discardableResult
    fileprivate mutating func writeIfItEnds(before end: Int, _ body: (inout ByteBuffer) -> Void) -> Bool {
        let start = writerIndex
        body(&self)
        guard writerIndex > end else { return true }
        moveWriterIndex(to: start)
        return false
    }
}
