internal import JSONModel

/// What the harness knows between its commands: a command goes in, its answer comes out.
struct HarnessSession {
    private let assertsFormat: Bool?
    private var dialect = HarnessDialect(named: HarnessDialect.names[0])
    /// Whether `stop` has come.
    private(set) var isOver = false

    /// A case may be larger than any document that this product reads, and its numbers longer.
    private static let limits = JSONLimits(
        maxBytes: 64 * 1_024 * 1_024, maxDepth: JSONLimits.deepestNesting, maxKeysPerObject: 1_000_000,
        maxNumberDigits: 100_000, maxExponent: 100_000, allowsNUL: true)

    init(assertsFormat: Bool?) {
        self.assertsFormat = assertsFormat
    }

    /// The answer to one line; nil where none is wanted. A line that is no command is answered with an error.
    mutating func answer(to line: String) -> String? {
        let command: JSONValue
        do throws(JSONParseError) {
            command = try JSONParser.parse(Array(line.utf8), limits: Self.limits)
        } catch {
            return Self.error(nil, "the line is no JSON: \(error.message), in column \(error.column)").description
        }
        switch command["cmd"] {
        case .string("start")?: return start(command).description
        case .string("dialect")?: return use(command).description
        case .string("run")?: return run(command).description
        case .string("stop")?:
            isOver = true
            return nil
        case let other?: return Self.error(nil, "there is no command \(other)").description
        case nil: return Self.error(nil, "the line has no member \"cmd\"").description
        }
    }

    private func start(_ command: JSONValue) -> JSONValue {
        guard command["version"] == .number(1) else {
            return Self.error(nil, "only version 1 of the protocol is spoken")
        }
        return Self.object([
            ("version", .number(1)),
            (
                "implementation",
                Self.object([
                    ("language", .string("swift")), ("name", .string("hyperfleet-jsonschema")),
                    ("version", .string("0.1.0")),
                    ("homepage", .string("https://hyperfleet.invalid")),
                    ("issues", .string("https://hyperfleet.invalid/issues")),
                    ("source", .string("https://hyperfleet.invalid")),
                    ("dialects", .array(HarnessDialect.names.map { .string($0) })),
                ])
            ),
        ])
    }

    private mutating func use(_ command: JSONValue) -> JSONValue {
        guard case .string(let name)? = command["dialect"], let wanted = HarnessDialect(named: name) else {
            return Self.object([("ok", .bool(false))])
        }
        dialect = wanted
        return Self.object([("ok", .bool(true))])
    }

    private func run(_ command: JSONValue) -> JSONValue {
        let sequence = command["seq"] ?? .null
        guard let dialect, let given = command["case"] else {
            return Self.error(sequence, "the command has no member \"case\"")
        }
        do throws(HarnessCase.Mistake) {
            let verdicts = try HarnessCase(given, dialect: dialect, assertsFormat: assertsFormat).verdicts()
            let results = verdicts.map { Self.object([("valid", .bool($0))]) }
            return Self.object([("seq", sequence), ("results", .array(results))])
        } catch {
            return Self.error(sequence, error.message)
        }
    }

    private static func error(_ sequence: JSONValue?, _ message: String) -> JSONValue {
        object([
            ("errored", .bool(true)), ("seq", sequence ?? .null),
            ("context", object([("message", .string(message))])),
        ])
    }

    private static func object(_ members: [JSONObject.Member]) -> JSONValue { .object(JSONObject(members)) }
}

extension JSONValue {
    /// A small whole number.
    fileprivate static func number(_ value: Int64) -> JSONValue { .number(JSONNumber(value)) }
}
