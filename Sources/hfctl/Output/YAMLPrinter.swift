internal import JSONModel
internal import RPCCore
internal import Yams

/// The JSON document as YAML: numbers as they are written there, and quotes around every string that a reader might
/// take for something else.
struct YAMLPrinter: Printer {
    func text(of answer: any Presentable) throws -> String {
        try Self.text(of: try answer.json)
    }

    static func text(of value: JSONValue) throws(CommandFailure) -> String {
        let node = node(of: value)
        do {
            return try Yams.serialize(node: node, width: -1, allowUnicode: true)
        } catch {
            throw CommandFailure(RPCError(.internalError, message: "the answer cannot be written as YAML: \(error)"))
        }
    }

    private static func node(of value: JSONValue) -> Node {
        switch value {
        case .null: plain("null", .null)
        case .bool(let bool): plain(bool ? "true" : "false", .bool)
        case .number(let number): plain(number.text, .float)
        case .string(let string): self.string(string)
        case .array(let items):
            .sequence(Node.Sequence(items.map(node(of:)), Tag(.seq), items.isEmpty ? .flow : .block))
        case .object(let object):
            .mapping(
                Node.Mapping(
                    object.members.map { (string($0.key), node(of: $0.value)) }, Tag(.map),
                    object.count == 0 ? .flow : .block))
        }
    }

    private static func plain(_ text: String, _ tag: Tag.Name) -> Node {
        .scalar(Node.Scalar(text, Tag(tag), .plain))
    }

    private static func string(_ text: String) -> Node {
        .scalar(Node.Scalar(text, Tag(.str), YAMLScalar.needsQuotes(text) ? .doubleQuoted : .any))
    }
}
