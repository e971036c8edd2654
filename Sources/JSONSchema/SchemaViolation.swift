package import JSONModel

/// One rule of a schema that one place of a value breaks.
package struct SchemaViolation: Sendable, Hashable {
    /// The place; for a missing or surplus member, the place of that member.
    package let instancePointer: JSONPointer
    /// The rule's place in the schema's document.
    package let schemaPointer: JSONPointer
    /// The rule's place as its resource calls it, a URI with a fragment; nil where the resource has no URI.
    package let schemaLocation: String?
    /// The rule's keyword; `false` where a schema allows nothing, `complexity` where the work was cut short.
    package let keyword: String
    /// What was wanted and what stands there, for people; it holds no secret.
    package let message: String
    /// What stands there, shortened; nil for objects, arrays, missing members, and all that the schema declares
    /// `writeOnly` or of format `password`.
    package let value: String?

    package init(
        instancePointer: JSONPointer, schemaPointer: JSONPointer, schemaLocation: String? = nil, keyword: String,
        message: String, value: String?
    ) {
        self.instancePointer = instancePointer
        self.schemaPointer = schemaPointer
        self.schemaLocation = schemaLocation
        self.keyword = keyword
        self.message = message
        self.value = value
    }
}
