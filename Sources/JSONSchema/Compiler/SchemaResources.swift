internal import JSONModel

/// The documents that references may lead to, and the resources in them by URI.
///
/// Names count only where a schema is known to stand, never within `enum`, `const` or unknown keywords.
struct SchemaResources {
    private(set) var documents: [JSONValue] = []
    private var documentURIs: [String] = []
    private(set) var resources: [SchemaResource] = []
    private var byURI: [String: Int] = [:]
    private var byPlace: [SchemaPlace: Int] = [:]
    private var seen: Set<SchemaPlace> = []

    /// Takes in a document as a resource; answers the document's number.
    mutating func add(document: JSONValue, uri: String) -> Int {
        documents.append(document)
        documentURIs.append(uri)
        let number = documents.count - 1
        _ = add(SchemaResource(uri: uri, place: SchemaPlace(document: number, pointer: .root), language: nil))
        return number
    }

    /// The resource of this URI, which has no fragment.
    func resource(named uri: String) -> Int? { byURI[uri] }

    /// The URI that a document was given under; empty for the first.
    func uri(ofDocument number: Int) -> String { documentURIs[number] }

    /// The innermost resource that a place belongs to.
    func resource(around place: SchemaPlace) -> Int {
        for length in stride(from: place.pointer.tokens.count, through: 1, by: -1) {
            let outer = JSONPointer(Array(place.pointer.tokens.prefix(length)))
            if let number = byPlace[SchemaPlace(document: place.document, pointer: outer)] { return number }
        }
        return byPlace[SchemaPlace(document: place.document, pointer: .root)] ?? 0
    }

    /// Notes every name in the schema at `start` and in those within it.
    mutating func scan(from start: SchemaPlace) throws(SchemaCompileError) {
        guard let schema = start.pointer.value(in: documents[start.document]) else { return }
        var waiting = [(start.pointer, schema, resource(around: start))]
        while let (pointer, schema, outer) = waiting.popLast() {
            let place = SchemaPlace(document: start.document, pointer: pointer)
            guard case .object(let object) = schema, seen.insert(place).inserted else { continue }
            let source = SchemaSource(object: object, pointer: pointer)
            let resource = try enter(source, place, outer)
            try noteAnchors(of: source, in: resource)
            for (pointer, schema) in SchemaChildren.list(of: source) { waiting.append((pointer, schema, resource)) }
        }
    }

    /// The resource that begins at a schema, or the one around it.
    private mutating func enter(
        _ source: SchemaSource, _ place: SchemaPlace, _ outer: Int
    ) throws(SchemaCompileError) -> Int {
        let language = try source.string("$schema") ?? resources[outer].language
        guard let identifier = try source.string("$id") else {
            if language != resources[outer].language, resources[outer].place == place {
                resources[outer] = SchemaResource(
                    uri: resources[outer].uri, place: place, language: language)
            }
            return outer
        }
        let parts = identifier.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count < 2 || parts[1].isEmpty, let text = parts.first else {
            throw source.error("$id", "'$id' must have no fragment, but is '\(identifier)'")
        }
        let uri = URIReference(String(text)).resolved(against: URIReference(resources[outer].uri)).text
        if let known = byURI[uri], resources[known].place != place {
            throw source.error("$id", "another schema has the '$id' '\(uri)' already")
        }
        return add(SchemaResource(uri: uri, place: place, language: language))
    }

    private mutating func add(_ resource: SchemaResource) -> Int {
        let number = resources.count
        resources.append(resource)
        byURI[resource.uri] = number
        byPlace[resource.place] = number
        return number
    }

    private mutating func noteAnchors(of source: SchemaSource, in resource: Int) throws(SchemaCompileError) {
        for keyword in ["$anchor", "$dynamicAnchor"] {
            guard let name = try source.string(keyword) else { continue }
            if let other = resources[resource].anchors[name], other != source.pointer {
                throw source.error(keyword, "another schema has the name '\(name)' already, which '\(keyword)' gives")
            }
            resources[resource].anchors[name] = source.pointer
            if keyword == "$dynamicAnchor" { resources[resource].dynamicAnchors.insert(name) }
        }
    }
}
