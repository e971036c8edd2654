internal import CHyperFleetProto
internal import HyperFleetModel

extension MessageReader {
    /// A text that the scan found to be UTF-8 without a NUL.
    func text(_ text: UnsafeMutablePointer<CChar>?) -> String {
        text.map { String(cString: $0) } ?? ""
    }

    /// A copy of bytes.
    func bytes(_ data: ProtobufCBinaryData) -> [UInt8] {
        [UInt8](UnsafeBufferPointer(start: data.data, count: data.len))
    }

    /// A number that counts something.
    mutating func count(_ value: Int64, _ field: StaticString) -> Int64 {
        if value < 0 {
            refuse("\(field)", rule: "min", message: "must not be negative", value: "\(value)")
        }
        return value
    }

    /// The UUID of a resource, in either case.
    mutating func id(_ text: UnsafeMutablePointer<CChar>?, _ field: StaticString) -> ResourceID {
        let text = self.text(text)
        if let id = ResourceID(text) { return id }
        if text.isEmpty {
            refuse("\(field)", rule: "required", message: "is required")
        } else {
            refuse("\(field)", rule: "format", message: "must be a UUID", value: text)
        }
        return ResourceID(high: 0, low: 0)
    }

    /// A moment that must be there.
    mutating func timestamp(
        _ form: UnsafeMutablePointer<Google__Protobuf__Timestamp>?, _ field: StaticString
    ) -> Timestamp {
        guard let form else {
            refuse("\(field)", rule: "required", message: "is required")
            return Timestamp(microseconds: 0)
        }
        let seconds = form.pointee.seconds
        let nanoseconds = form.pointee.nanos
        guard Timestamp.wireSeconds.contains(seconds) else {
            refuse("\(field)", rule: "range", message: "must lie in the years 1 to 9999", value: "\(seconds) s")
            return Timestamp(microseconds: 0)
        }
        guard (0..<1_000_000_000).contains(nanoseconds) else {
            refuse("\(field).nanos", rule: "range", message: "must be 0 to 999999999", value: "\(nanoseconds)")
            return Timestamp(microseconds: 0)
        }
        return Timestamp(microseconds: seconds * 1_000_000 + Int64(nanoseconds) / 1_000)
    }

    /// A moment that may be absent.
    mutating func optionalTimestamp(
        _ form: UnsafeMutablePointer<Google__Protobuf__Timestamp>?, _ field: StaticString
    ) -> Timestamp? {
        form == nil ? nil : timestamp(form, field)
    }
}

extension Timestamp {
    /// The seconds since 1970 that a `google.protobuf.Timestamp` may have: from 0001-01-01T00:00:00Z up to
    /// 9999-12-31T23:59:59Z.
    static let wireSeconds: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
}
