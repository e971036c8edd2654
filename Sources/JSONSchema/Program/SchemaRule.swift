internal import JSONModel

/// One rule of a schema; whole numbers name other schemas of the program.
///
/// It cannot be copied: every value is checked against rules where they lie, so that checking counts no references.
enum SchemaRule: ~Copyable, Sendable {
    /// The `false` schema.
    case never
    case reference(ReferenceRule)
    case dynamicReference(DynamicReference)
    case type(TypeRule)
    case enumeration(EnumerationRule)
    case constant(ConstantRule)
    case multipleOf(DivisorRule)
    case bound(BoundRule)
    case size(SizeRule)
    case pattern(Pattern)
    case format(Format)
    case items(ItemsRule)
    case contains(ContainsRule)
    case uniqueItems
    case required(RequiredNames)
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
final class ReferenceRule: Sendable {
    let keyword: String
    let schema: Int

    init(keyword: String, schema: Int) {
        self.keyword = keyword
        self.schema = schema
    }
}

/// `const`.
final class ConstantRule: Sendable {
    let value: JSONValue

    init(_ value: JSONValue) {
        self.value = value
    }
}

/// `multipleOf`.
final class DivisorRule: Sendable {
    let divisor: JSONNumber

    init(_ divisor: JSONNumber) {
        self.divisor = divisor
    }
}

/// `maximum`, `minimum` and their exclusive forms.
final class BoundRule: Sendable {
    let keyword: String
    let limit: JSONNumber
    /// The limit where it is a whole number of a machine word.
    let wholeLimit: Int64?
    let isUpper: Bool
    let isExclusive: Bool

    init(keyword: String, limit: JSONNumber, isUpper: Bool, isExclusive: Bool) {
        self.keyword = keyword
        self.limit = limit
        wholeLimit = limit.isInteger ? limit.int64 : nil
        self.isUpper = isUpper
        self.isExclusive = isExclusive
    }
}

/// `maxLength`, `minItems` and their like.
final class SizeRule: Sendable {
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

    init(keyword: String, unit: Unit, limit: Int, isUpper: Bool) {
        self.keyword = keyword
        self.unit = unit
        self.limit = limit
        self.isUpper = isUpper
    }
}

/// `prefixItems` and `items`.
final class ItemsRule: Sendable {
    let prefix: [Int]
    let rest: Int?

    init(prefix: [Int], rest: Int?) {
        self.prefix = prefix
        self.rest = rest
    }
}

/// `contains` with its bounds.
final class ContainsRule: Sendable {
    let schema: Int
    let minimum: Int
    let maximum: Int?

    init(schema: Int, minimum: Int, maximum: Int?) {
        self.schema = schema
        self.minimum = minimum
        self.maximum = maximum
    }
}

/// `properties`, `patternProperties` and `additionalProperties`, which depend on each other.
final class MembersRule: Sendable {
    let properties: NameTable
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

    init(
        properties: NameTable, patterns: [(pattern: Pattern, schema: Int)], additional: Additional, names: [String]
    ) {
        self.properties = properties
        self.patterns = patterns
        self.additional = additional
        self.names = names
    }
}

/// Members that one member brings with it.
struct DependentMembers: Sendable {
    /// `dependentRequired`, or `dependencies` of earlier drafts.
    let keyword: String
    let trigger: MemberName
    let required: RequiredNames
}

/// A schema that one member puts in force.
struct DependentSchema: Sendable {
    let trigger: MemberName
    let schema: Int
}

/// `anyOf` and `oneOf`.
final class BranchesRule: Sendable {
    let branches: [Int]
    let discriminator: Discriminator?

    init(branches: [Int], discriminator: Discriminator?) {
        self.branches = branches
        self.discriminator = discriminator
    }
}

/// Which branch a value says it belongs to.
struct Discriminator: Sendable {
    let property: MemberName
    /// From the property's value to the place of a branch.
    let branches: NameTable
    /// Whether the named branch must hold (3.0.3), or is only the one to explain by (3.1).
    let decides: Bool
}

/// `if`, `then` and `else`.
final class ConditionRule: Sendable {
    let condition: Int
    let then: Int?
    let otherwise: Int?

    init(condition: Int, then: Int?, otherwise: Int?) {
        self.condition = condition
        self.then = then
        self.otherwise = otherwise
    }
}
