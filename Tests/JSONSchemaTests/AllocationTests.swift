import AllocationCount
import JSONModel
import JSONSchema
import Testing

@Suite struct AllocationTests {
    private static let plain = #"""
        {"type": "object", "required": ["name", "kind", "a member of a long name"], "minProperties": 1,
         "properties": {
           "name": {"type": "string", "minLength": 1, "maxLength": 80, "pattern": "^[a-z][-a-z0-9]*$"},
           "kind": {"enum": ["one of the longer values", "other", 3, null]},
           "a member of a long name": {"const": "a text of more than a few bytes"},
           "count": {"type": "integer", "minimum": 1, "exclusiveMaximum": 1000},
           "when": {"format": "date-time"}, "link": {"format": "uri"},
           "hosts": {"type": "array", "items": {"format": "ipv4"}, "minItems": 1, "contains": {"pattern": "^10\\."}},
           "disk": {"$ref": "#/schema/$defs/disk"}},
         "patternProperties": {"^(share|mail)$": {}}, "additionalProperties": false,
         "propertyNames": {"minLength": 2}, "$defs": {"disk": {"type": "object", "required": ["size"]}}}
        """#

    /// A debug build makes closures of these on the heap.
    private static let others = #"""
        {"properties": {
           "count": {"multipleOf": 5}, "share": {"type": "number", "maximum": 0.75, "multipleOf": 0.25},
           "mail": {"format": "email"}, "hosts": {"uniqueItems": true},
           "disk": {"oneOf": [{"$ref": "#/schema/$defs/small"}, {"$ref": "#/schema/$defs/large"}],
                    "discriminator": {"propertyName": "size"}}},
         "dependentRequired": {"mail": ["link"]}, "dependentSchemas": {"mail": {"required": ["link"]}},
         "allOf": [{"if": {"required": ["disk"]}, "then": {"required": ["hosts"]}}],
         "not": {"required": ["neither"]},
         "$defs": {
           "small": {"properties": {"size": {"const": "a small one"}}},
           "large": {"properties": {"size": {"const": "a large one indeed"}}}}}
        """#

    private static let spec = #"""
        {"name": "a-name-of-more-than-a-few-bytes", "kind": "one of the longer values", "count": 995, "share": 0.50,
         "a member of a long name": "a text of more than a few bytes", "when": "2026-11-28T12:00:00.000Z",
         "mail": "someone@somewhere.example.com", "link": "https://somewhere.example.com/a?b#c",
         "hosts": ["10.0.0.1", "192.168.100.200"], "disk": {"size": "a large one indeed"}}
        """#

    @Test("A valid spec is checked without allocating", arguments: [(plain, 0), (others, 45)])
    func most(schema: String, perCheck: Int) throws {
        let schema = try compile(schema)
        let tape = try JSONParser.tape(Array(Self.spec.utf8), limits: .spec)
        // What is made at first use, once for all.
        #expect(schema.validate(tape) == [])
        #expect(schema.isValid(tape))
        let before = hyperfleet_allocation_count()
        var isValid = true
        for _ in 0..<1_000 { isValid = schema.isValid(tape) && isValid }
        let count = Int(hyperfleet_allocation_count() - before)
        #expect(isValid)
        #expect(count <= (_isDebugAssertConfiguration() ? perCheck * 1_000 : 0))
    }
}
