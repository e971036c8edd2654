internal import CHyperFleetProto

/// Asks for the provider's schema.
package struct GetSchemaRequest: Sendable {
    package init() {}
}

extension GetSchemaRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetSchemaRequest>, _ reader: inout MessageReader
    ) -> Self? {
        Self()
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetSchemaRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {}
}

/// The provider's schema.
package struct GetSchemaResponse: Sendable {
    /// An OpenAPI document as JSON in UTF-8.
    package var document: [UInt8]

    package init(document: [UInt8]) {
        self.document = document
    }
}

extension GetSchemaResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetSchemaResponse>, _ reader: inout MessageReader
    ) -> Self? {
        Self(document: reader.bytes(form.pointee.document))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetSchemaResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.document = try writer.bytes(document)
    }
}
