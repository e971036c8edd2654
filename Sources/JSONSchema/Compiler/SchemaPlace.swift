internal import JSONModel

/// Where a schema stands: in one of the compiler's documents, by number, and the way through it.
struct SchemaPlace: Hashable {
    let document: Int
    let pointer: JSONPointer
}
