/// Writes JSON values as UTF-8 text: members in their order, numbers as they were written, nothing escaped that need
/// not be.
public struct JSONWriter: Sendable {
    /// The text so far.
    public private(set) var bytes: [UInt8] = []
    private let isPretty: Bool
    private var depth = 0

    /// A writer of compact text, or of lines indented by two spaces.
    public init(pretty: Bool = false) {
        self.isPretty = pretty
    }

    /// Appends a value.
    public mutating func append(_ value: JSONValue) {
        switch value {
        case .null: append("null")
        case .bool(true): append("true")
        case .bool(false): append("false")
        case .number(let number): append(number.text)
        case .string(let text): appendString(text)
        case .array(let items): append(items)
        case .object(let object): append(object)
        }
    }

    private mutating func append(_ items: [JSONValue]) {
        open(UInt8(ascii: "["))
        for (place, item) in items.enumerated() {
            beginItem(isFirst: place == 0)
            append(item)
        }
        close(UInt8(ascii: "]"), isEmpty: items.isEmpty)
    }

    private mutating func append(_ object: JSONObject) {
        open(UInt8(ascii: "{"))
        for (place, member) in object.members.enumerated() {
            beginItem(isFirst: place == 0)
            appendString(member.key)
            bytes.append(UInt8(ascii: ":"))
            if isPretty { bytes.append(UInt8(ascii: " ")) }
            append(member.value)
        }
        close(UInt8(ascii: "}"), isEmpty: object.isEmpty)
    }

    private mutating func open(_ bracket: UInt8) {
        bytes.append(bracket)
        depth += 1
    }

    private mutating func beginItem(isFirst: Bool) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        if isPretty { beginLine() }
    }

    private mutating func close(_ bracket: UInt8, isEmpty: Bool) {
        depth -= 1
        if isPretty && !isEmpty { beginLine() }
        bytes.append(bracket)
    }

    private mutating func beginLine() {
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
    }

    private mutating func append(_ word: String) {
        bytes.append(contentsOf: word.utf8)
    }

    private mutating func appendString(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.contains(where: Self.mustEscape) {
            for byte in text.utf8 {
                if Self.mustEscape(byte) { appendEscape(of: byte) } else { bytes.append(byte) }
            }
        } else {
            bytes.append(contentsOf: text.utf8)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func mustEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func appendEscape(of byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0a: bytes.append(UInt8(ascii: "n"))
        case 0x0c: bytes.append(UInt8(ascii: "f"))
        case 0x0d: bytes.append(UInt8(ascii: "r"))
        default:
            append("u00")
            bytes.append(Self.hexDigits[Int(byte >> 4)])
            bytes.append(Self.hexDigits[Int(byte & 15)])
        }
    }

    private static let hexDigits = Array("0123456789abcdef".utf8)
}

extension JSONValue {
    /// The value as JSON text in UTF-8; `pretty` puts each member on a line of its own, indented by two spaces.
    public func serialized(pretty: Bool = false) -> [UInt8] {
        var writer = JSONWriter(pretty: pretty)
        writer.append(self)
        return writer.bytes
    }
}
