internal import BasicContainers
internal import JSONModel

/// Refuses schemas that would be applied to one and the same value without end, or too deep.
///
/// Cycles through members and items are fine: values are finite.
enum InPlaceCheck {
    /// How many schemas may lead into each other without a step into the value.
    static let deepestChain = 64

    static func check(_ nodes: borrowing UniqueArray<SchemaNode>, _ targets: [[Int: Int]]) throws(SchemaCompileError) {
        var heights: [Int?] = Array(repeating: nil, count: nodes.count)
        for number in nodes.indices { _ = try height(of: number, nodes, targets, &heights, chain: 0) }
    }

    /// How many schemas follow each other at most from this one on.
    private static func height(
        of number: Int, _ nodes: borrowing UniqueArray<SchemaNode>, _ targets: [[Int: Int]], _ heights: inout [Int?],
        chain: Int
    ) throws(SchemaCompileError) -> Int {
        if let height = heights[number], height + chain <= deepestChain { return height }
        guard chain < deepestChain else {
            throw SchemaCompileError(
                pointer: nodes[number].pointer, keyword: nil,
                message: "the schema leads back to itself, or through more than \(deepestChain) others, without a "
                    + "step into a member or an item")
        }
        var height = 0
        for place in nodes[number].rules.indices {
            for next in nodes[number].rules[place].schemasOfSameValue(targets) {
                height = max(height, try self.height(of: next, nodes, targets, &heights, chain: chain + 1) + 1)
            }
        }
        heights[number] = height
        return height
    }
}

extension SchemaRule {
    /// The schemas that the rule may apply to the value itself, not to a part of it.
    ///
    /// - Parameter targets: those of dynamic references, as `SchemaProgram` has them.
    func schemasOfSameValue(_ targets: [[Int: Int]]) -> [Int] {
        switch self {
        case .reference(let rule): [rule.schema]
        case .not(let schema): [schema]
        case .dynamicReference(let rule): [rule.fallback] + targets[rule.name].values.sorted()
        case .allOf(let schemas): schemas
        case .anyOf(let rule): rule.branches
        case .oneOf(let rule): rule.branches
        case .condition(let rule): [rule.condition] + [rule.then, rule.otherwise].compactMap { $0 }
        case .dependentSchemas(let dependents): dependents.map(\.schema)
        case .never: []
        case .type: []
        case .enumeration: []
        case .constant: []
        case .multipleOf: []
        case .bound: []
        case .size: []
        case .pattern: []
        case .format: []
        case .items: []
        case .contains: []
        case .uniqueItems: []
        case .required: []
        case .members: []
        case .propertyNames: []
        case .dependentRequired: []
        case .unevaluatedItems: []
        case .unevaluatedProperties: []
        }
    }
}
