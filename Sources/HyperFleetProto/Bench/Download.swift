internal import CHyperFleetProto

/// Asks for payloads.
package struct DownloadRequest: Sendable {
    package var count: Int64
    package var payloadBytes: Int
    package var isEndless: Bool

    package init(count: Int64, payloadBytes: Int, isEndless: Bool) {
        self.count = count
        self.payloadBytes = payloadBytes
        self.isEndless = isEndless
    }
}

extension DownloadRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__DownloadRequest>, _ reader: inout MessageReader
    ) -> Self? {
        Self(
            count: reader.count(form.pointee.count, "count"),
            payloadBytes: Int(reader.count(Int64(form.pointee.payload_bytes), "payload_bytes")),
            isEndless: form.pointee.endless != 0)
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__DownloadRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.count = count
        form.pointee.payload_bytes = try writer.int32(payloadBytes, "payload_bytes")
        form.pointee.endless = isEndless ? 1 : 0
    }
}

/// One payload of many.
package struct DownloadResponse: Sendable {
    package var payload: [UInt8]

    package init(payload: [UInt8]) {
        self.payload = payload
    }
}

extension DownloadResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__DownloadResponse>, _ reader: inout MessageReader
    ) -> Self? {
        Self(payload: reader.bytes(form.pointee.payload))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__DownloadResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.payload = try writer.bytes(payload)
    }
}
