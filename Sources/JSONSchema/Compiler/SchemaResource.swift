internal import JSONModel

/// A schema with a URI of its own, or a whole document, and the names within it (JSON Schema 2020-12, section 8.2).
struct SchemaResource {
    /// Without fragment; empty for a document that nobody named.
    let uri: String
    let place: SchemaPlace
    /// What `$schema` says here, or around here; nil for the dialect's own language.
    let language: String?
    /// `$anchor` and `$dynamicAnchor`: to the schema's place within the document.
    var anchors: [String: JSONPointer] = [:]
    /// The anchors that references find through the way that validation came.
    var dynamicAnchors: Set<String> = []
}
