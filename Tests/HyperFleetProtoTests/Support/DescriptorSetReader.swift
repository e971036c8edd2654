import RPCCore

/// Reads as much of a `google.protobuf.FileDescriptorSet` as tells its files and methods.
struct DescriptorSetReader {
    struct Method: Equatable {
        var path: String
        var request: String
        var answer: String
        var kind: MethodDescriptor.Kind
    }

    private(set) var files: [String] = []
    private(set) var methods: [Method] = []

    init(_ bytes: [UInt8]) {
        for file in Self.fields(bytes[...]) where file.number == 1 { readFile(Self.fields(file.content)) }
    }

    private mutating func readFile(_ fields: [Field]) {
        files.append(Self.text(1, of: fields))
        let package = Self.text(2, of: fields)
        for service in fields where service.number == 6 {
            let parts = Self.fields(service.content)
            let name = "\(package).\(Self.text(1, of: parts))"
            for method in parts where method.number == 2 {
                methods.append(Self.method(Self.fields(method.content), of: name))
            }
        }
    }

    private static func method(_ fields: [Field], of service: String) -> Method {
        let kind: MethodDescriptor.Kind =
            switch (flag(5, of: fields), flag(6, of: fields)) {
            case (false, false): .unary
            case (true, false): .clientStreaming
            case (false, true): .serverStreaming
            case (true, true): .bidirectionalStreaming
            }
        return Method(
            path: "\(service)/\(text(1, of: fields))", request: text(2, of: fields), answer: text(3, of: fields),
            kind: kind)
    }

    private struct Field {
        var number: UInt64
        var value: UInt64 = 0
        var content: ArraySlice<UInt8> = []
    }

    private static func text(_ number: UInt64, of fields: [Field]) -> String {
        String(decoding: fields.last { $0.number == number }?.content ?? [], as: UTF8.self)
    }

    private static func flag(_ number: UInt64, of fields: [Field]) -> Bool {
        fields.last { $0.number == number }?.value == 1
    }

    /// The fields of a message of numbers and length-prefixed values; it ends at anything else.
    private static func fields(_ message: ArraySlice<UInt8>) -> [Field] {
        var rest = message
        var fields: [Field] = []
        while let tag = varint(&rest), let value = varint(&rest) {
            switch tag & 7 {
            case 0:
                fields.append(Field(number: tag >> 3, value: value))
            case 2 where Int(value) <= rest.count:
                fields.append(Field(number: tag >> 3, content: rest.prefix(Int(value))))
                rest = rest.dropFirst(Int(value))
            default:
                return fields
            }
        }
        return fields
    }

    private static func varint(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while let byte = bytes.popFirst() {
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        return nil
    }
}
