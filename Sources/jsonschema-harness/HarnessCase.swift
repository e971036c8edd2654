internal import JSONModel
internal import JSONSchema

/// One case: a schema, what it may refer to, and values to check.
struct HarnessCase {
    /// Why a case cannot be run, for people.
    struct Mistake: Error {
        let message: String
    }

    private let schema: CompiledSchema
    private let instances: [JSONValue]

    init(_ given: JSONValue, dialect: HarnessDialect, assertsFormat: Bool?) throws(Mistake) {
        guard let schema = given["schema"] else { throw Mistake(message: "the case has no schema") }
        let options = SchemaOptions(
            allowsBacktracking: true, assertsFormat: assertsFormat, direction: try Self.direction(of: given),
            refusesLaterKeywords: false)
        let components = given["components"]
        let document: JSONValue =
            dialect.isOpenAPI && components != nil
            ? .object(JSONObject([("schema", schema), ("components", components ?? .null)])) : schema
        let compiler = SchemaCompiler(
            document: document, dialect: dialect.dialect, others: try Self.registry(of: given), options: options)
        do throws(SchemaCompileError) {
            self.schema = try compiler.compile(at: JSONPointer(document == schema ? [] : ["schema"]))
        } catch {
            throw Mistake(message: "the schema cannot be used: \(error)")
        }
        instances = try Self.instances(of: given)
    }

    /// Whether each value is valid, in their order.
    func verdicts() throws(Mistake) -> [Bool] {
        var verdicts: [Bool] = []
        for instance in instances {
            let violations = schema.validate(instance, limit: 1)
            if violations.first?.keyword == "complexity" { throw Mistake(message: violations[0].message) }
            verdicts.append(violations.isEmpty)
        }
        return verdicts
    }

    private static func instances(of given: JSONValue) throws(Mistake) -> [JSONValue] {
        guard case .array(let tests)? = given["tests"] else { throw Mistake(message: "the case has no tests") }
        var instances: [JSONValue] = []
        for test in tests {
            guard let instance = test["instance"] else { throw Mistake(message: "a test has no instance") }
            instances.append(instance)
        }
        return instances
    }

    private static func registry(of given: JSONValue) throws(Mistake) -> [String: JSONValue] {
        switch given["registry"] {
        case nil, .null?: return [:]
        case .object(let object)?:
            return Dictionary(object.members.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
        case .some: throw Mistake(message: "the case's registry is no object")
        }
    }

    private static func direction(of given: JSONValue) throws(Mistake) -> SchemaOptions.Direction? {
        switch given["direction"] {
        case nil, .null?: return nil
        case .string("request")?: return .request
        case .string("response")?: return .response
        case let other?: throw Mistake(message: "the direction is request or response, not \(other)")
        }
    }
}
