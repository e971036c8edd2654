internal import JSONModel
internal import Yams

/// Reads YAML as the JSON that it stands for, by the core schema of YAML 1.2.
///
/// Plain `true`, `null` and numbers are what JSON calls so, digit by digit; any other plain text (`yes`, `on`,
/// `2026-01-31`) and all that is quoted is a string.
struct YAMLReader {
    /// Aliases can make a short text a huge document, so what it stands for is counted.
    private static let largestCount = 250_000
    /// As many bytes of text may it stand for, aliases followed.
    private static let largestText = 64 * 1024 * 1024

    private let file: String
    private let limits: JSONLimits
    private var valuesLeft = YAMLReader.largestCount
    private var bytesLeft = YAMLReader.largestText
    private var path: [String] = []

    init(file: String, limits: JSONLimits) {
        self.file = file
        self.limits = limits
    }

    /// The value of the one document in `bytes`.
    ///
    /// - Throws: one sentence when it is malformed, past the limits, or says what JSON cannot.
    mutating func read(_ bytes: [UInt8]) throws(SchemaLoadError) -> JSONValue {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SchemaLoadError(file: file, message: "the file is not UTF-8")
        }
        return try value(of: compose(text), depth: 0)
    }

    /// The line, from 1, where a place of a text begins, or else the nearest place around it.
    static func line(of pointer: JSONPointer, in bytes: [UInt8]) -> Int? {
        guard let root = try? Yams.compose(yaml: String(decoding: bytes, as: UTF8.self)) else { return nil }
        var node = root
        var line = root.mark?.line
        for token in pointer.tokens {
            switch node {
            case .mapping(let mapping):
                // A member's line is that of its name, not of what begins below it.
                guard let (key, value) = mapping.first(where: { $0.key.string == token }) else { return line }
                line = key.mark?.line
                node = value
            case .sequence(let sequence):
                guard let index = Int(token), sequence.indices.contains(index) else { return line }
                node = sequence[index]
                line = node.mark?.line
            case .scalar, .alias:
                return line
            }
        }
        return line
    }

    private func compose(_ text: String) throws(SchemaLoadError) -> Node {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw failure(error)
        } catch {
            throw SchemaLoadError(file: file, message: "the file is no valid YAML: \(error)")
        }
        guard let node else { throw SchemaLoadError(file: file, message: "the file is empty") }
        return node
    }

    private mutating func value(of node: Node, depth: Int) throws(SchemaLoadError) -> JSONValue {
        valuesLeft -= 1
        guard valuesLeft >= 0 else {
            throw failure("the document stands for more than \(Self.largestCount) values", node)
        }
        if case .scalar(let scalar) = node {
            try count(scalar.string, node)
            return try value(of: scalar)
        }
        guard depth < limits.maxDepth else {
            throw failure("lists and maps stand more than \(limits.maxDepth) deep", node)
        }
        switch node {
        case .sequence(let sequence):
            var items: [JSONValue] = []
            for item in sequence {
                path.append(String(items.count))
                items.append(try value(of: item, depth: depth + 1))
                path.removeLast()
            }
            return .array(items)
        case .mapping(let mapping):
            return .object(try object(of: mapping, depth: depth))
        case .scalar, .alias:
            throw failure("an alias has no anchor", node)
        }
    }

    private mutating func count(_ text: String, _ node: Node) throws(SchemaLoadError) {
        bytesLeft -= text.utf8.count
        guard bytesLeft >= 0 else {
            throw failure("the document stands for more than \(Self.largestText) bytes of text", node)
        }
    }

    private mutating func object(of mapping: Node.Mapping, depth: Int) throws(SchemaLoadError) -> JSONObject {
        var object = JSONObject()
        for (key, item) in mapping {
            guard case .scalar(let name) = key else { throw failure("a key must be a text", key) }
            guard name.string != "<<" || name.style != .plain else {
                throw failure("merge keys (<<) are not supported; write the members out", key)
            }
            try count(name.string, key)
            guard object[name.string] == nil else { throw failure("the key '\(name.string)' stands twice", key) }
            path.append(name.string)
            object[name.string] = try value(of: item, depth: depth + 1)
            path.removeLast()
        }
        return object
    }

    private func value(of scalar: Node.Scalar) throws(SchemaLoadError) -> JSONValue {
        let isPlain = scalar.style == .plain || scalar.style == .any
        let resolved: YAMLScalar
        switch scalar.tag.rawValue {
        case Tag.Name.implicit.rawValue: resolved = YAMLScalar(scalar.string, isPlain: isPlain)
        case Tag.Name.str.rawValue, Tag.Name.nonSpecific.rawValue: resolved = .string
        case Tag.Name.null.rawValue, Tag.Name.bool.rawValue, Tag.Name.int.rawValue, Tag.Name.float.rawValue:
            resolved = YAMLScalar(scalar.string, isPlain: true)
        case let tag: throw failure("the tag '\(tag)' stands for nothing in JSON", .scalar(scalar))
        }
        switch resolved {
        case .null: return .null
        case .bool(let flag): return .bool(flag)
        case .string: return .string(scalar.string)
        case .number(let text): return try number(text, scalar)
        case .unclear(let reason): throw failure("'\(scalar.string)' \(reason)", .scalar(scalar))
        }
    }

    private func number(_ text: String, _ scalar: Node.Scalar) throws(SchemaLoadError) -> JSONValue {
        do throws(JSONParseError) {
            return try JSONParser.parse(Array(text.utf8), limits: limits)
        } catch {
            throw failure("'\(scalar.string)': \(error.message)", .scalar(scalar))
        }
    }

    private func failure(_ message: String, _ node: Node) -> SchemaLoadError {
        SchemaLoadError(file: file, line: node.mark?.line, pointer: JSONPointer(path), message: message)
    }

    /// The parser's own words, without the excerpt of the text that it adds.
    private func failure(_ error: YamlError) -> SchemaLoadError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            SchemaLoadError(
                file: file, line: mark.line, message: "the file is no valid YAML: \(problem), in column \(mark.column)")
        case .duplicatedKeysInMapping(let keys, let context):
            SchemaLoadError(
                file: file, line: context.mark.line,
                message: "the key '\(keys.first ?? "")' stands twice in one map, the first time on this line")
        case .reader(let problem, _, _, _), .writer(let problem), .emitter(let problem), .representer(let problem):
            SchemaLoadError(file: file, message: "the file is no valid YAML: \(problem)")
        case .no, .memory, .dataCouldNotBeDecoded:
            SchemaLoadError(file: file, message: "the file is no valid YAML: \(error)")
        }
    }
}
