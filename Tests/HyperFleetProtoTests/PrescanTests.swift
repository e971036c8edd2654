import CHyperFleetProto
import CHyperFleetSupport
import Testing

/// What no message of proto/ has today: a message inside itself, packed numbers, more fields than can be scanned.
@Suite("The scan before unpacking")
struct PrescanTests {
    @Test("a message inside itself ends at the depth limit, however deep it goes")
    func depth() {
        let descriptor = HandmadeDescriptor(type: PROTOBUF_C_TYPE_MESSAGE, isRepeated: false)
        var message: [UInt8] = []
        for _ in 0..<31 { message = Wire.field(1, message) }
        #expect(descriptor.scan(message, depth: 32).reason == HYPERFLEET_PRESCAN_OK)
        #expect(descriptor.scan(message, depth: 31).reason == HYPERFLEET_PRESCAN_TOO_DEEP)
        #expect(descriptor.scan(Wire.field(1, message), depth: 1_000).reason == HYPERFLEET_PRESCAN_TOO_DEEP)
        for _ in 0..<5_000 { message = Wire.field(1, message) }
        let result = descriptor.scan(message, depth: 16)
        #expect(result.reason == HYPERFLEET_PRESCAN_TOO_DEEP)
        #expect(result.path_length == 16)
    }

    @Test("packed numbers are whole and counted")
    func packed() {
        let varints = HandmadeDescriptor(type: PROTOBUF_C_TYPE_INT32, isRepeated: true)
        let numbers = (0..<10).flatMap { Wire.varint($0 * 100) }
        #expect(varints.scan(Wire.field(1, numbers), fields: 11).reason == HYPERFLEET_PRESCAN_OK)
        #expect(varints.scan(Wire.field(1, numbers), fields: 10).reason == HYPERFLEET_PRESCAN_TOO_MANY_FIELDS)
        #expect(varints.scan(Wire.field(1, [1, 0x80])).reason == HYPERFLEET_PRESCAN_TRUNCATED)
        #expect(varints.scan(Wire.number(1, 5)).reason == HYPERFLEET_PRESCAN_OK, "not packed is as good")
        let fixed = HandmadeDescriptor(type: PROTOBUF_C_TYPE_FIXED32, isRepeated: true)
        #expect(fixed.scan(Wire.field(1, Array(repeating: 1, count: 8))).reason == HYPERFLEET_PRESCAN_OK)
        #expect(fixed.scan(Wire.field(1, Array(repeating: 1, count: 7))).reason == HYPERFLEET_PRESCAN_TRUNCATED)
        let single = HandmadeDescriptor(type: PROTOBUF_C_TYPE_INT32, isRepeated: false)
        #expect(single.scan(Wire.field(1, [1])).reason == HYPERFLEET_PRESCAN_BAD_WIRE_TYPE)
    }

    @Test("a message type of more fields than can be told apart is refused")
    func tooManyFieldsOfType() {
        let descriptor = HandmadeDescriptor(type: PROTOBUF_C_TYPE_INT32, isRepeated: false, fieldCount: 65)
        #expect(descriptor.scan(Wire.number(9, 5)).reason == HYPERFLEET_PRESCAN_UNSUPPORTED_DESCRIPTOR)
    }

    @Test("a refusal names the element of a repeated field")
    func path() {
        let descriptor = HandmadeDescriptor(type: PROTOBUF_C_TYPE_MESSAGE, isRepeated: true)
        let broken = Wire.field(1, []) + Wire.number(7, 1) + Wire.field(1, []) + Wire.field(1, [0])
        let result = descriptor.scan(Wire.field(1, []) + Wire.field(1, broken))
        #expect(result.reason == HYPERFLEET_PRESCAN_TRUNCATED || result.reason == HYPERFLEET_PRESCAN_BAD_FIELD_NUMBER)
        #expect(result.path_length == 2)
        #expect(result.path.0.index == 1)
        #expect(result.path.1.index == 2)
        #expect(String(cString: result.path.0.name) == "field")
    }
}

/// A message type whose field 1 has the given type; as a message, it is the type itself.
private final class HandmadeDescriptor {
    private let descriptor = UnsafeMutablePointer<ProtobufCMessageDescriptor>.allocate(capacity: 1)
    private let field = UnsafeMutablePointer<ProtobufCFieldDescriptor>.allocate(capacity: 1)
    private let ranges = UnsafeMutablePointer<ProtobufCIntRange>.allocate(capacity: 2)
    private let name: UnsafeMutablePointer<CChar>

    init(type: ProtobufCType, isRepeated: Bool, fieldCount: UInt32 = 1) {
        let text = Array("field".utf8CString)
        name = .allocate(capacity: text.count)
        name.initialize(from: text, count: text.count)
        field.initialize(to: ProtobufCFieldDescriptor())
        field.pointee.name = UnsafePointer(name)
        field.pointee.id = 1
        field.pointee.type = type
        field.pointee.label = isRepeated ? PROTOBUF_C_LABEL_REPEATED : PROTOBUF_C_LABEL_NONE
        field.pointee.descriptor = UnsafeRawPointer(descriptor)
        ranges.initialize(to: ProtobufCIntRange(start_value: 1, orig_index: 0))
        (ranges + 1).initialize(to: ProtobufCIntRange(start_value: 0, orig_index: 1))
        descriptor.initialize(to: ProtobufCMessageDescriptor())
        descriptor.pointee.n_fields = fieldCount
        descriptor.pointee.fields = UnsafePointer(field)
        descriptor.pointee.n_field_ranges = 1
        descriptor.pointee.field_ranges = UnsafePointer(ranges)
    }

    deinit {
        descriptor.deallocate()
        field.deallocate()
        ranges.deallocate()
        name.deallocate()
    }

    /// The result of a scan; its path is valid as long as this descriptor.
    func scan(_ bytes: [UInt8], depth: UInt32 = 16, fields: Int = 1_000_000) -> hyperfleet_prescan_result {
        var limits = hyperfleet_prescan_limits(depth: depth, fields: fields, unknown_bytes: 1_000)
        var result = hyperfleet_prescan_result()
        _ = hyperfleet_prescan(descriptor, bytes, bytes.count, &limits, &result)
        return result
    }
}
