import JSONModel
import TestSupport
import Testing

@testable import JSONSchema

/// What a schema may hold and a validation may take: at each limit, and one past it.
@Suite(.oneAtATime) struct BudgetTests {
    private func limits(_ change: (inout SchemaLimits) -> Void) -> SchemaLimits {
        var limits = SchemaLimits()
        change(&limits)
        return limits
    }

    @Test func defaults() {
        let limits = SchemaLimits()
        #expect((limits.schemas, limits.allowedValues, limits.patternStates) == (100_000, 250_000, 20_000_000))
        #expect((limits.work, limits.nesting) == (20_000_000, 1_500))
        #expect(self.limits { $0.nesting = 1_501 }.nesting == 1_500)
    }

    @Test func schemas() throws {
        // The root, two members, and the component that both refer to.
        let schema = ##"{"properties":{"a":{"$ref":"#/components/schemas/C"},"b":{"$ref":"#/components/schemas/C"}}}"##
        let components = #"{"C":{"type":"string"}}"#
        #expect(try refusal(schema, components: components, limits: limits { $0.schemas = 4 }) == nil)
        let error = try #require(try refusal(schema, components: components, limits: limits { $0.schemas = 3 }))
        #expect(error.message == "the schema consists of more than 3 schemas, with those that it refers to")
        #expect(error.pointer.description == "/schema/properties/a")
    }

    @Test func allowedValues() throws {
        let schema = #"{"enum":[1,2,3],"items":{"const":4}}"#
        #expect(try refusal(schema, limits: limits { $0.allowedValues = 4 }) == nil)
        let error = try #require(try refusal(schema, limits: limits { $0.allowedValues = 3 }))
        #expect(error.message == "with 'const' the schema has more than 3 allowed values in all")
        #expect(error.pointer.description == "/schema/items/const")
        let first = try #require(try refusal(schema, limits: limits { $0.allowedValues = 2 }))
        #expect(first.pointer.description == "/schema/enum")
    }

    @Test func patternStates() throws {
        let schema = #"{"pattern":"^a+$","patternProperties":{"b{3}":{}}}"#
        let size = try Pattern("^a+$").size + Pattern("b{3}").size
        #expect(try refusal(schema, limits: limits { $0.patternStates = size }) == nil)
        let error = try #require(try refusal(schema, limits: limits { $0.patternStates = size - 1 }))
        #expect(
            error.message == "with 'patternProperties' the schema's patterns have more than \(size - 1) states in all")
        #expect(error.pointer.description == "/schema/patternProperties")
        let withoutTable = try Pattern("a[ab]{18}c")
        #expect(withoutTable.size == withoutTable.stateCount + PatternAutomaton.largestSize)
    }

    @Test func work() throws {
        let schema = #"{"items":{}}"#
        let allowed = try compile(schema, limits: limits { $0.work = 30 })
        #expect(try violations(of: "[1,2]", allowed) == [])
        let violation = try #require(allowed.validate(json("[1,2,3]")).first)
        #expect(violation.keyword == "complexity")
        #expect(violation.schemaPointer.description == "/schema/items")
        #expect(
            violation.message
                == "checking this value against the schema takes too much work: more than 30 steps, the last at '/schema/items'"
        )
    }

    @Test func nesting() throws {
        let components = ##"{"T":{"items":{"$ref":"#/components/schemas/T"}}}"##
        let schema = try compile(
            ##"{"$ref":"#/components/schemas/T"}"##, components: components, limits: limits { $0.nesting = 6 })
        // The reference and what it leads to are two, at each of three levels.
        #expect(try violations(of: "[[1]]", schema) == [])
        let violation = try #require(schema.validate(json("[[[1]]]")).first)
        #expect(violation.keyword == "complexity")
        #expect(violation.schemaPointer.description == "/components/schemas/T/items")
        #expect(
            violation.message.hasSuffix(
                "more than 6 schemas within each other, the last at '/components/schemas/T/items'"))
    }

    /// The default limit of nesting is one that the stack of a thread holds.
    @Test func nestingOfTheDefault() throws {
        let components = ##"{"T":{"items":{"$ref":"#/components/schemas/T"}}}"##
        let schema = try compile(##"{"$ref":"#/components/schemas/T"}"##, components: components)
        func nested(_ depth: Int) -> JSONValue { (1..<depth).reduce(.array([])) { value, _ in .array([value]) } }
        #expect(schema.validate(nested(750)) == [])
        #expect(schema.validate(nested(751)).map(\.keyword) == ["complexity"])
    }
}
