/// A JSON pointer (RFC 6901): the way from a document's root to one of its values.
public struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
    /// The steps, unescaped; empty for the root.
    public private(set) var tokens: [String]

    /// A pointer of these steps.
    public init(_ tokens: [String] = []) {
        self.tokens = tokens
    }

    /// The root.
    public static let root = JSONPointer()

    /// Reads a pointer's text: empty, or steps that begin with `/`, in which `~0` is `~` and `~1` is `/`.
    ///
    /// Nil when the text is no pointer.
    public init?(parsing text: String) {
        tokens = []
        guard !text.isEmpty else { return }
        let parts = text.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, first.isEmpty else { return nil }
        for part in parts.dropFirst() {
            guard let token = Self.unescaped(part) else { return nil }
            tokens.append(token)
        }
    }

    /// The pointer of a member of the value that this one points at.
    public func appending(_ key: String) -> JSONPointer {
        JSONPointer(tokens + [key])
    }

    /// The pointer of an item of the array that this one points at, from 0.
    public func appending(_ index: Int) -> JSONPointer {
        JSONPointer(tokens + [String(index)])
    }

    /// Takes one more step.
    public mutating func append(_ key: String) {
        tokens.append(key)
    }

    /// The text with `~` and `/` escaped in each step.
    public var description: String {
        var text = ""
        for token in tokens {
            text += "/"
            text += Self.escaped(token)
        }
        return text
    }

    /// The value that the pointer names in `root`; nil when there is none.
    ///
    /// An array's items are named by their index without leading zeros; `-` names none.
    public func value(in root: JSONValue) -> JSONValue? {
        var value = root
        for token in tokens {
            switch value {
            case .object(let object):
                guard let member = object[token] else { return nil }
                value = member
            case .array(let items):
                guard let index = Self.index(token), index < items.count else { return nil }
                value = items[index]
            case .null, .bool, .number, .string:
                return nil
            }
        }
        return value
    }

    /// Whether both take the same steps, code point by code point.
    public static func == (left: JSONPointer, right: JSONPointer) -> Bool {
        left.tokens.elementsEqual(right.tokens, by: CodePoints.areEqual)
    }

    /// Feeds the steps to a hash.
    public func hash(into hasher: inout Hasher) {
        for token in tokens { CodePoints.hash(token, into: &hasher) }
    }

    /// One step as it stands in a pointer's text.
    public static func escaped(_ token: String) -> String {
        guard token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return token }
        var text = String.UnicodeScalarView()
        for scalar in token.unicodeScalars {
            switch scalar {
            case "~": text.append(contentsOf: "~0".unicodeScalars)
            case "/": text.append(contentsOf: "~1".unicodeScalars)
            default: text.append(scalar)
            }
        }
        return String(text)
    }

    private static func unescaped(_ part: Substring.UnicodeScalarView) -> String? {
        var text = String.UnicodeScalarView()
        var scalars = part.makeIterator()
        while let scalar = scalars.next() {
            guard scalar == "~" else {
                text.append(scalar)
                continue
            }
            switch scalars.next() {
            case "0": text.append("~")
            case "1": text.append("/")
            default: return nil
            }
        }
        return String(text)
    }

    private static func index(_ token: String) -> Int? {
        guard token == "0" || token.utf8.first != UInt8(ascii: "0"),
            !token.isEmpty, token.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
        else { return nil }
        return Int(token)
    }
}
