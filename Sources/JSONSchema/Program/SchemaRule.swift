internal import JSONModel

/// One rule of a schema; whole numbers name other schemas of the program.
enum SchemaRule: Sendable {
    /// The `false` schema.
    case never
    case reference(ReferenceRule)
    case dynamicReference(DynamicReference)
    case type(TypeRule)
    case enumeration(EnumerationRule)
    case constant(JSONValue)
    case multipleOf(JSONNumber)
    case bound(BoundRule)
    case size(SizeRule)
    case pattern(Pattern)
    case format(Format)
    case items(ItemsRule)
    case contains(ContainsRule)
    case uniqueItems
    case required([String])
    case members(MembersRule)
    case propertyNames(Int)
    case dependentRequired([DependentMembers])
    case dependentSchemas([DependentSchema])
    case allOf([Int])
    case anyOf(BranchesRule)
    case oneOf(BranchesRule)
    case not(Int)
    case condition(ConditionRule)
    case unevaluatedItems(Int)
    case unevaluatedProperties(Int)
}

/// `$ref`, or a `$dynamicRef` that is none.
struct ReferenceRule: Sendable {
    let keyword: String
    let schema: Int
}

/// `maximum`, `minimum` and their exclusive forms.
struct BoundRule: Sendable {
    let keyword: String
    let limit: JSONNumber
    let isUpper: Bool
    let isExclusive: Bool
}

/// `maxLength`, `minItems` and their like.
struct SizeRule: Sendable {
    /// What is counted.
    enum Unit: Sendable {
        case characters
        case items
        case members
    }

    let keyword: String
    let unit: Unit
    let limit: Int
    let isUpper: Bool
}

/// `prefixItems` and `items`.
struct ItemsRule: Sendable {
    let prefix: [Int]
    let rest: Int?
}

/// `contains` with its bounds.
struct ContainsRule: Sendable {
    let schema: Int
    let minimum: Int
    let maximum: Int?
}

/// `properties`, `patternProperties` and `additionalProperties`, which depend on each other.
struct MembersRule: Sendable {
    let properties: [JSONKey: Int]
    let patterns: [(pattern: Pattern, schema: Int)]
    let additional: Additional
    /// The declared names in their order, for messages.
    let names: [String]

    /// What members may be that are not declared.
    enum Additional: Sendable {
        case anything
        case nothing
        case schema(Int)
    }
}

/// Members that one member brings with it.
struct DependentMembers: Sendable {
    /// `dependentRequired`, or `dependencies` of earlier drafts.
    let keyword: String
    let trigger: String
    let required: [String]
}

/// A schema that one member puts in force.
struct DependentSchema: Sendable {
    let trigger: String
    let schema: Int
}

/// `anyOf` and `oneOf`.
struct BranchesRule: Sendable {
    let branches: [Int]
    let discriminator: Discriminator?
}

/// Which branch a value says it belongs to.
struct Discriminator: Sendable {
    let property: String
    /// From the property's value to the place of a branch.
    let branches: [JSONKey: Int]
    /// Whether the named branch must hold (3.0.3), or is only the one to explain by (3.1).
    let decides: Bool
}

/// `if`, `then` and `else`.
struct ConditionRule: Sendable {
    let condition: Int
    let then: Int?
    let otherwise: Int?
}
