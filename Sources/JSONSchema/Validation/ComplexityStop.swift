internal import JSONModel

/// Where a validation was given up, and at which limit.
struct ComplexityStop {
    /// The number of the schema that was to be applied.
    let schema: Int
    /// Whether too many schemas were within each other; else the steps were used up.
    let isNesting: Bool

    /// For people.
    func message(_ limits: SchemaLimits, at pointer: JSONPointer) -> String {
        let reason =
            isNesting ? "more than \(limits.nesting) schemas within each other" : "more than \(limits.work) steps"
        return "checking this value against the schema takes too much work: \(reason), the last at '\(pointer)'"
    }
}
