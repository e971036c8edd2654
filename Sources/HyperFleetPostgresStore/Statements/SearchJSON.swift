internal import HyperFleetModel
internal import JSONModel

/// JSON that a column is asked to contain.
enum SearchJSON {
    /// An array with a condition of this type and status.
    static func condition(type: String, status: String) -> [UInt8] {
        let condition = JSONObject([("type", .string(type)), ("status", .string(status))])
        return JSONDocument(.array([.object(condition)])).bytes
    }

    /// Objects around `value`, one for each step; nil where a step is an index, for an array contains items anywhere.
    static func object(_ steps: [SearchStep], _ value: SearchValue) -> [UInt8]? {
        guard var inner = json(value) else { return nil }
        for step in steps.reversed() {
            guard case .key(let key) = step else { return nil }
            inner = .object(JSONObject([(key, inner)]))
        }
        return JSONDocument(inner).bytes
    }

    /// `strict $."pools"[0]`; nil where no step is an index.
    static func path(_ steps: [SearchStep]) -> String? {
        var path = "strict $"
        var hasIndex = false
        for step in steps {
            switch step {
            case .key(let key): path += "." + String(decoding: JSONDocument(.string(key)).bytes, as: UTF8.self)
            case .index(let index):
                path += "[\(index)]"
                hasIndex = true
            }
        }
        return hasIndex ? path : nil
    }

    private static func json(_ value: SearchValue) -> JSONValue? {
        switch value {
        case .text(let text): .string(text)
        case .number(let number): .number(number)
        case .bool(let flag): .bool(flag)
        case .integer, .time, .timeFromNow: nil
        }
    }
}
