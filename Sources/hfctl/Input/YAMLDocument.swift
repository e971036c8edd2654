internal import JSONModel
internal import Yams

/// Reads YAML as the JSON that it stands for, by the core schema of YAML 1.2: plain `true`, `null` and numbers are
/// what JSON calls so, and any other plain text (`yes`, `2026-08-01`) is a string.
struct YAMLDocument {
    /// Why a document stands for no JSON.
    struct Failure: Error {
        var rule: String
        var message: String
        /// `, line 3, column 5`, or nothing where it is not known.
        var place = ""
    }

    private let limits: JSONLimits
    /// Aliases can make a short text a huge document, so what it stands for is counted.
    private var nodesLeft = 200_000

    /// The value of the one document in `bytes`.
    static func value(of bytes: [UInt8], limits: JSONLimits) throws(Failure) -> JSONValue {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(rule: "utf8", message: "the text is not UTF-8")
        }
        var reader = YAMLDocument(limits: limits)
        return try reader.value(of: compose(text), depth: 0)
    }

    private init(limits: JSONLimits) {
        self.limits = limits
    }

    private static func compose(_ text: String) throws(Failure) -> Node {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw Failure(error)
        } catch {
            throw Failure(rule: "syntax", message: "\(error)")
        }
        guard let node else { throw Failure(rule: "required", message: "there is no document in it") }
        return node
    }

    private mutating func value(of node: Node, depth: Int) throws(Failure) -> JSONValue {
        nodesLeft -= 1
        guard nodesLeft >= 0 else { throw failure("size", "stands for too many values", node) }
        switch node {
        case .scalar(let scalar):
            return try value(of: scalar)
        case .sequence(let sequence):
            try checkDepth(depth, node)
            var items: [JSONValue] = []
            for item in sequence { items.append(try value(of: item, depth: depth + 1)) }
            return .array(items)
        case .mapping(let mapping):
            try checkDepth(depth, node)
            return try value(of: mapping, depth: depth)
        case .alias:
            throw failure("syntax", "an alias without its anchor", node)
        }
    }

    /// - Parameter depth: how many lists and maps `node`, one itself, stands in.
    private func checkDepth(_ depth: Int, _ node: Node) throws(Failure) {
        guard depth < limits.maxDepth else {
            throw failure("depth", "lists and maps stand more than \(limits.maxDepth) deep", node)
        }
    }

    private mutating func value(of mapping: Node.Mapping, depth: Int) throws(Failure) -> JSONValue {
        var object = JSONObject()
        for (key, item) in mapping {
            guard case .scalar(let scalar) = key else { throw failure("syntax", "a key must be a text", key) }
            guard scalar.string != "<<" || scalar.style != .plain else {
                throw failure("syntax", "merge keys (<<) are not supported; write the members out", key)
            }
            guard object[scalar.string] == nil else {
                throw failure("duplicate_key", "\(scalar.string) stands there twice", key)
            }
            object[scalar.string] = try value(of: item, depth: depth + 1)
        }
        return .object(object)
    }

    private func value(of scalar: Node.Scalar) throws(Failure) -> JSONValue {
        switch try meaning(of: scalar) {
        case .null: return .null
        case .bool(let bool): return .bool(bool)
        case .string: return .string(scalar.string)
        case .number(let text):
            guard let number = JSONNumber(text) else {
                throw failure("number", "'\(scalar.string)' is no number that JSON knows", .scalar(scalar))
            }
            return .number(number)
        case .doubtful(let why):
            throw failure("number", "'\(scalar.string)' \(why)", .scalar(scalar))
        }
    }

    /// By its tag where it has one, else by its looks.
    private func meaning(of scalar: Node.Scalar) throws(Failure) -> YAMLScalar {
        switch scalar.tag.rawValue {
        case Tag.Name.implicit.rawValue:
            YAMLScalar(scalar.string, isPlain: scalar.style == .plain || scalar.style == .any)
        case Tag.Name.str.rawValue, Tag.Name.nonSpecific.rawValue:
            .string
        case Tag.Name.null.rawValue, Tag.Name.bool.rawValue, Tag.Name.int.rawValue, Tag.Name.float.rawValue:
            YAMLScalar(scalar.string, isPlain: true)
        case let tag:
            throw failure("syntax", "the tag '\(tag)' stands for nothing in JSON", .scalar(scalar))
        }
    }

    private func failure(_ rule: String, _ message: String, _ node: Node) -> Failure {
        Failure(rule: rule, message: message, place: node.mark.map { ", line \($0.line), column \($0.column)" } ?? "")
    }
}

extension YAMLDocument.Failure {
    /// The parser's own words, without the excerpt of the text that it adds.
    fileprivate init(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(rule: "syntax", message: problem, place: ", line \(mark.line), column \(mark.column)")
        case .duplicatedKeysInMapping(let keys, let context):
            self.init(
                rule: "duplicate_key", message: "\(keys.joined(separator: ", ")) stands there twice",
                place: ", line \(context.mark.line), column \(context.mark.column)")
        case .no, .memory, .reader, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            self.init(rule: "syntax", message: "\(error)")
        }
    }
}
