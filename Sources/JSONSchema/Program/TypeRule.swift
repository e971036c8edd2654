internal import JSONModel

/// The types that a value may have.
struct TypeRule: Sendable {
    /// A set of JSON Schema's types.
    struct Types: OptionSet, Sendable {
        let rawValue: UInt8

        static let null = Types(rawValue: 1)
        static let boolean = Types(rawValue: 2)
        static let integer = Types(rawValue: 4)
        static let number = Types(rawValue: 8)
        static let string = Types(rawValue: 16)
        static let array = Types(rawValue: 32)
        static let object = Types(rawValue: 64)

        /// The type of this name.
        init?(named name: String) {
            guard let type = Self.names.first(where: { $0.name == name })?.type else { return nil }
            self = type
        }

        init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        private static let names: [(name: String, type: Types)] = [
            ("null", .null), ("boolean", .boolean), ("integer", .integer), ("number", .number), ("string", .string),
            ("array", .array), ("object", .object),
        ]

        /// The names of the types here, for messages.
        var words: [String] {
            Self.names.filter { contains($0.type) }.map { $0.name == "null" ? "null" : Self.article($0.name) }
        }

        private static func article(_ name: String) -> String {
            name.hasPrefix("a") || name.hasPrefix("i") || name.hasPrefix("o") ? "an \(name)" : "a \(name)"
        }
    }

    let types: Types
    /// Whether `1.0` is no integer: OpenAPI 3.0.3 wants one written without fraction and exponent.
    let wantsPlainIntegers: Bool

    /// Whether the value has one of the types.
    func allows(_ part: JSONPart, in parts: JSONParts) -> Bool {
        switch parts.kind(of: part) {
        case .null: types.contains(.null)
        case .boolean: types.contains(.boolean)
        case .string: types.contains(.string)
        case .array: types.contains(.array)
        case .object: types.contains(.object)
        case .shortInteger: types.contains(.number) || types.contains(.integer)
        case .number: types.contains(.number) || types.contains(.integer) && isInteger(parts.number(of: part))
        }
    }

    private func isInteger(_ number: JSONNumber) -> Bool {
        wantsPlainIntegers ? number.isPlainInteger : number.isInteger
    }
}
