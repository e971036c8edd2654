internal import CHyperFleetProto
internal import HyperFleetModel

extension MessageWriter {
    /// A UUID's text in lower case.
    func id(_ id: ResourceID) throws(EncodingFault) -> UnsafeMutablePointer<CChar> {
        try text(id.description, "id")
    }

    /// A moment between the years 1 and 9999.
    func timestamp(
        _ timestamp: Timestamp, _ field: StaticString
    ) throws(EncodingFault) -> UnsafeMutablePointer<Google__Protobuf__Timestamp> {
        var (seconds, microseconds) = timestamp.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        if microseconds < 0 {
            seconds -= 1
            microseconds += 1_000_000
        }
        guard Timestamp.wireSeconds.contains(seconds) else {
            throw EncodingFault(message: "\(field) lies outside of the years 1 to 9999")
        }
        let form = try new(Google__Protobuf__Timestamp.self)
        form.pointee.seconds = seconds
        form.pointee.nanos = Int32(microseconds) * 1_000
        return form
    }

    /// A number that proto/ keeps in 32 bits.
    func int32(_ value: Int, _ field: StaticString) throws(EncodingFault) -> Int32 {
        guard let value = Int32(exactly: value) else {
            throw EncodingFault(message: "\(field) does not fit into 32 bits")
        }
        return value
    }
}
