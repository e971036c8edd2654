package import NIOCore
package import RPCCore

/// The status in front of an END frame's message: `u8` code, `u8` processed, `u16` length of fields, fields.
package enum CallStatus {
    enum Tag {
        static let reason: UInt8 = 0x01
        static let message: UInt8 = 0x02
        static let violation: UInt8 = 0x03
        static let detail: UInt8 = 0x04
        static let retryAfter: UInt8 = 0x05
        static let violationsLeftOut: UInt8 = 0x86
    }

    /// What texts are cut to, in bytes.
    enum Longest {
        static let reason = 128
        static let message = 8_192
        static let field = 512
        static let rule = 64
        static let violationMessage = 1_024
        static let value = 256
        static let detailName = 128
        static let detailValue = 2_048
    }

    /// Bytes of the status of a call that went well.
    package static let successBytes = 4

    /// Writes the status of a call that went well; its message follows.
    package static func writeSuccess(into buffer: inout ByteBuffer) {
        buffer.writeMultipleIntegers(StatusCode.ok.rawValue, Processed.yes.rawValue, UInt16(0))
    }

    /// Reads a status off the front of an END frame's payload and leaves the message; nil is success.
    ///
    /// Numbers of later versions are read as `unknown` and `maybe`.
    package static func read(from payload: inout ByteBuffer) throws(WireViolation) -> RPCError? {
        guard let (code, processed, length) = payload.readMultipleIntegers(as: (UInt8, UInt8, UInt16).self),
            var fields = payload.readSlice(length: Int(length))
        else { throw WireViolation(.protocolError, "the status of a call is cut short") }
        guard code != StatusCode.ok.rawValue else { return nil }
        var error = RPCError(
            StatusCode(rawValue: code) ?? .unknown, message: "", processed: Processed(rawValue: processed) ?? .maybe)
        while fields.readableBytes > 0 {
            guard let field = fields.readTaggedField(), error.read(field) else {
                throw WireViolation(.protocolError, "a field of a call's status is cut short or not known here")
            }
        }
        return error
    }
}

extension RPCError {
    /// Takes in one field of a status; false where it does not have its form or may not be skipped.
    fileprivate mutating func read(_ field: TaggedField) -> Bool {
        var value = field.value
        switch field.tag {
        case CallStatus.Tag.reason:
            guard let text = value.readRemainingText() else { return false }
            reason = text
        case CallStatus.Tag.message:
            guard let text = value.readRemainingText() else { return false }
            message = text
        case CallStatus.Tag.violation:
            guard let violation = FieldViolation(reading: &value) else { return false }
            violations.append(violation)
        case CallStatus.Tag.detail:
            guard let name = value.readText(), let text = value.readRemainingText() else { return false }
            details[name] = text
        case CallStatus.Tag.retryAfter:
            guard let milliseconds = value.readInteger(as: UInt32.self) else { return false }
            retryAfter = .milliseconds(milliseconds)
        default: return field.isIgnorable
        }
        return true
    }
}

extension FieldViolation {
    fileprivate init?(reading value: inout ByteBuffer) {
        guard let presence = value.readInteger(as: UInt8.self), let field = value.readText(),
            let rule = value.readText(), let message = value.readText()
        else { return nil }
        self.init(field: field, rule: rule, message: message)
        guard presence & 1 != 0 else { return }
        guard let shown = value.readText() else { return nil }
        self.value = shown
    }
}
