internal import JSONModel

extension SchemaBuilder {
    /// The number of the schema that a `$ref` leads to.
    mutating func resolve(_ target: String, in source: SchemaSource) throws(SchemaCompileError) -> Int {
        try number(of: ReferenceTarget(target, keyword: "$ref", source), in: source)
    }

    /// `$dynamicRef`, which is a `$ref` unless what it names is a dynamic anchor.
    mutating func dynamicRule(_ target: String, in source: SchemaSource) throws(SchemaCompileError) -> SchemaRule {
        let target = try ReferenceTarget(target, keyword: "$dynamicRef", source)
        let fallback = try number(of: target, in: source)
        let resource = resources.resources[try resource(of: target, in: source)]
        guard resource.dynamicAnchors.contains(target.fragment) else {
            return .reference(ReferenceRule(keyword: target.keyword, schema: fallback))
        }
        return .dynamicReference(DynamicReference(name: dynamicName(target.fragment), fallback: fallback))
    }

    private mutating func number(
        of target: ReferenceTarget, in source: SchemaSource
    ) throws(SchemaCompileError) -> Int {
        let resource = resources.resources[try resource(of: target, in: source)]
        let pointer = try pointer(of: target, in: resource, source)
        let place = SchemaPlace(document: resource.place.document, pointer: pointer)
        guard let schema = pointer.value(in: resources.documents[place.document]) else {
            throw source.error(
                target.keyword, "the '\(target.keyword)' reference '\(target.text)' leads nowhere in the document")
        }
        return number(of: schema, at: place)
    }

    private func resource(of target: ReferenceTarget, in source: SchemaSource) throws(SchemaCompileError) -> Int {
        guard !target.uri.isEmpty else { return current.resource }
        let base = URIReference(resources.resources[current.resource].uri)
        let uri = URIReference(target.uri).resolved(against: base).text
        guard let resource = resources.resource(named: uri) else {
            throw source.error(
                target.keyword,
                "the '\(target.keyword)' reference '\(target.text)' leaves the document; "
                    + "only schemas of the documents given are followed"
            )
        }
        return resource
    }

    private func pointer(
        of target: ReferenceTarget, in resource: SchemaResource, _ source: SchemaSource
    ) throws(SchemaCompileError) -> JSONPointer {
        if let pointer = resource.anchors[target.fragment] { return pointer }
        guard let pointer = JSONPointer(parsing: target.fragment) else {
            throw source.error(
                target.keyword,
                "the '\(target.keyword)' reference '\(target.text)' is no JSON pointer behind its '#', "
                    + "and no anchor has that name"
            )
        }
        return JSONPointer(resource.place.pointer.tokens + pointer.tokens)
    }
}
