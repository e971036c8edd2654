internal import CHyperFleetProto

/// A payload to send back.
package struct ExchangeRequest: Sendable {
    package var payload: [UInt8]

    package init(payload: [UInt8]) {
        self.payload = payload
    }
}

extension ExchangeRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ExchangeRequest>, _ reader: inout MessageReader
    ) -> Self? {
        Self(payload: reader.bytes(form.pointee.payload))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ExchangeRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.payload = try writer.bytes(payload)
    }
}

/// The payload as it came.
package struct ExchangeResponse: Sendable {
    package var payload: [UInt8]

    package init(payload: [UInt8]) {
        self.payload = payload
    }
}

extension ExchangeResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ExchangeResponse>, _ reader: inout MessageReader
    ) -> Self? {
        Self(payload: reader.bytes(form.pointee.payload))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ExchangeResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.payload = try writer.bytes(payload)
    }
}
