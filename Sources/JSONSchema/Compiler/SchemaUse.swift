internal import JSONModel

/// How much of the limits the schemas compiled so far take.
struct SchemaUse {
    private let limits: SchemaLimits
    private var allowedValues = 0
    private var patternStates = 0

    init(_ limits: SchemaLimits) {
        self.limits = limits
    }

    /// Adds the values of an `enum` or a `const`.
    mutating func add(values count: Int, _ keyword: String, _ source: SchemaSource) throws(SchemaCompileError) {
        allowedValues += count
        guard allowedValues <= limits.allowedValues else {
            throw source.error(
                keyword, "with '\(keyword)' the schema has more than \(limits.allowedValues) allowed values in all")
        }
    }

    mutating func add(_ pattern: Pattern, _ keyword: String, _ source: SchemaSource) throws(SchemaCompileError) {
        patternStates += pattern.size
        guard patternStates <= limits.patternStates else {
            throw source.error(
                keyword, "with '\(keyword)' the schema's patterns have more than \(limits.patternStates) states in all")
        }
    }

    /// Refuses a schema within which schema number `count` stands or is referred to.
    func check(schemas count: Int, at pointer: JSONPointer) throws(SchemaCompileError) {
        guard count <= limits.schemas else {
            throw SchemaCompileError(
                pointer: pointer, keyword: nil,
                message: "the schema consists of more than \(limits.schemas) schemas, with those that it refers to")
        }
    }
}
