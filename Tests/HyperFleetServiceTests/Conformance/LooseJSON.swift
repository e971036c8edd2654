import JSONModel

/// A JSON value read without our parser's strictness: cases hold what requests must not, such as NUL in a string.
struct LooseJSON: Decodable {
    let value: JSONValue

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            value = .null
        } else if let flag = try? container.decode(Bool.self) {
            value = .bool(flag)
        } else if let text = try? container.decode(String.self) {
            value = .string(text)
        } else if let whole = try? container.decode(Int64.self), let number = JSONNumber(String(whole)) {
            value = .number(number)
        } else if let items = try? container.decode([LooseJSON].self) {
            value = .array(items.map(\.value))
        } else {
            let members = try container.decode([String: LooseJSON].self)
            value = .object(JSONObject(members.map { ($0.key, $0.value.value) }))
        }
    }
}
