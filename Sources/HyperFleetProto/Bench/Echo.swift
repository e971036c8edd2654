internal import CHyperFleetProto

/// A payload to send back.
package struct EchoRequest: Sendable {
    package var payload: [UInt8]

    package init(payload: [UInt8]) {
        self.payload = payload
    }
}

extension EchoRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__EchoRequest>, _ reader: inout MessageReader
    ) -> Self? {
        Self(payload: reader.bytes(form.pointee.payload))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__EchoRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.payload = try writer.bytes(payload)
    }
}

/// The payload as it came.
package struct EchoResponse: Sendable {
    package var payload: [UInt8]

    package init(payload: [UInt8]) {
        self.payload = payload
    }
}

extension EchoResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__EchoResponse>, _ reader: inout MessageReader
    ) -> Self? {
        Self(payload: reader.bytes(form.pointee.payload))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__EchoResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.payload = try writer.bytes(payload)
    }
}
