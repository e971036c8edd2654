internal import JSONModel

extension SchemaBuilder {
    /// The number of the schema that a reference leads to.
    mutating func resolve(_ target: String, in source: SchemaSource) throws(SchemaCompileError) -> Int {
        let pointer = try pointer(of: target, in: source)
        guard let schema = pointer.value(in: document) else {
            throw source.error("$ref", "the reference '\(target)' leads nowhere in the document")
        }
        return number(of: schema, at: pointer)
    }

    private func pointer(of target: String, in source: SchemaSource) throws(SchemaCompileError) -> JSONPointer {
        guard target.utf8.first == UInt8(ascii: "#") else {
            throw source.error(
                "$ref",
                "the reference '\(target)' leaves the document; only references that begin with '#' are followed")
        }
        guard let text = Self.percentDecoded(target.dropFirst()) else {
            throw source.error("$ref", "the reference '\(target)' has a malformed percent escape")
        }
        guard let pointer = JSONPointer(parsing: text) else {
            throw source.error("$ref", "the reference '\(target)' is no JSON pointer behind its '#'")
        }
        return pointer
    }

    private static func percentDecoded(_ text: Substring) -> String? {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
