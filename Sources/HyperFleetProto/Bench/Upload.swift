internal import CHyperFleetProto

/// One payload to be counted.
package struct UploadRequest: Sendable {
    package var payload: [UInt8]

    package init(payload: [UInt8]) {
        self.payload = payload
    }
}

extension UploadRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__UploadRequest>, _ reader: inout MessageReader
    ) -> Self? {
        Self(payload: reader.bytes(form.pointee.payload))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__UploadRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.payload = try writer.bytes(payload)
    }
}

/// What was taken in all.
package struct UploadResponse: Sendable {
    package var count: Int64
    package var payloadBytes: Int64

    package init(count: Int64, payloadBytes: Int64) {
        self.count = count
        self.payloadBytes = payloadBytes
    }
}

extension UploadResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__UploadResponse>, _ reader: inout MessageReader
    ) -> Self? {
        Self(
            count: reader.count(form.pointee.count, "count"),
            payloadBytes: reader.count(form.pointee.payload_bytes, "payload_bytes"))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__UploadResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.count = count
        form.pointee.payload_bytes = payloadBytes
    }
}
