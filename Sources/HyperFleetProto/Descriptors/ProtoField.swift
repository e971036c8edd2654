/// A field of a message type.
package struct ProtoField: Sendable {
    /// The type of a field's value, with the numbers of `google.protobuf.FieldDescriptorProto.Type`.
    package enum Kind: UInt8, Sendable, CaseIterable {
        case double = 1
        case float = 2
        case int64 = 3
        case uint64 = 4
        case int32 = 5
        case fixed64 = 6
        case fixed32 = 7
        case bool = 8
        case string = 9
        case message = 11
        case bytes = 12
        case uint32 = 13
        case enumeration = 14
        case sfixed32 = 15
        case sfixed64 = 16
        case sint32 = 17
        case sint64 = 18
    }

    /// As the .proto file has it: `page_size`.
    package let name: String
    /// As JSON has it: `pageSize`.
    package let jsonName: String
    package let number: Int
    package let kind: Kind
    /// The full name of the message or enumeration; empty where the kind says it all.
    package let typeName: String
    package let isRepeated: Bool
    /// Whether repeated numbers are written without a tag for each; both ways are read.
    package let isPacked: Bool
    /// Which of the message's `oneofs` it belongs to.
    package let oneof: Int?
    /// Whether a value that equals the type's zero differs from none.
    package let hasPresence: Bool
    package let comment: String
}
