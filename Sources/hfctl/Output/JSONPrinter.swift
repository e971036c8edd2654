internal import JSONModel

/// One JSON document, indented, members in a fixed order.
struct JSONPrinter: Printer {
    func text(of answer: any Presentable) throws -> String {
        Self.text(of: try answer.json) + "\n"
    }

    static func text(of value: JSONValue) -> String {
        String(decoding: value.serialized(pretty: true), as: UTF8.self)
    }
}
