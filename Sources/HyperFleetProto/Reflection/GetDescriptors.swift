internal import CHyperFleetProto

/// Asks for the files that define something.
package struct GetDescriptorsRequest: Sendable {
    /// The full name of a service, method, message or enumeration; empty means all that is served.
    package var symbol: String

    package init(symbol: String) {
        self.symbol = symbol
    }
}

extension GetDescriptorsRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetDescriptorsRequest>, _ reader: inout MessageReader
    ) -> Self? {
        Self(symbol: reader.text(form.pointee.symbol))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetDescriptorsRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.symbol = try writer.text(symbol, "symbol")
    }
}

/// The files that define what was asked for.
package struct GetDescriptorsResponse: Sendable {
    /// A serialized `google.protobuf.FileDescriptorSet`.
    package var fileDescriptorSet: [UInt8]

    package init(fileDescriptorSet: [UInt8]) {
        self.fileDescriptorSet = fileDescriptorSet
    }
}

extension GetDescriptorsResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetDescriptorsResponse>, _ reader: inout MessageReader
    ) -> Self? {
        Self(fileDescriptorSet: reader.bytes(form.pointee.file_descriptor_set))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetDescriptorsResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.file_descriptor_set = try writer.bytes(fileDescriptorSet)
    }
}
