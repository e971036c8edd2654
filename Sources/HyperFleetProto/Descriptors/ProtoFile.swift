/// A .proto file.
package struct ProtoFile: Sendable {
    /// Its path from the root of imports: `hyperfleet/v1/resources.proto`.
    package let name: String
    /// `hyperfleet.v1`; may be empty.
    package let package: String
    /// The paths of what it imports.
    package let dependencies: [String]
    /// Nested ones included, each behind the one around it.
    package let messages: [ProtoMessage]
    /// Nested ones included.
    package let enumerations: [ProtoEnumeration]
    package let services: [ProtoService]
    /// The serialized `google.protobuf.FileDescriptorProto`, as it came.
    package let bytes: ArraySlice<UInt8>
}
