import HyperFleetModel
import JSONModel
import Testing

@Suite("Search language")
struct SearchParserTests {
    private func compares(_ field: SearchField, _ comparison: SearchComparison, _ value: SearchValue)
        -> SearchExpression
    {
        .test(field, .compares(comparison, value))
    }

    @Test("not binds looser than comparisons, and looser than not, or loosest")
    func precedence() throws {
        let name = compares(.column(.name), .equal, .text("a"))
        let kind = compares(.column(.kind), .equal, .text("b"))
        let both = "not name = 'a' and kind = 'b' or name = 'a'"
        #expect(try SearchParser.expression(both) == .any([.all([.not(name), kind]), name]))
        #expect(try SearchParser.expression("NOT (name == 'a' OR kind='b')") == .not(.any([name, kind])))
        #expect(try SearchParser.expression("(name) = ('a')") == name)
    }

    @Test("Every comparison reads as it is meant")
    func comparisons() throws {
        let generation = SearchField.column(.generation)
        #expect(try SearchParser.expression("3 > generation") == compares(generation, .less, .integer(3)))
        #expect(try SearchParser.expression("generation >= -1") == compares(generation, .greaterOrEqual, .integer(-1)))
        #expect(try SearchParser.expression("generation=2k") == compares(generation, .equal, .integer(2_000)))
        #expect(
            try SearchParser.expression("generation not between 1 and 3")
                == .not(
                    .all([
                        compares(generation, .greaterOrEqual, .integer(1)),
                        compares(generation, .lessOrEqual, .integer(3)),
                    ])))
        #expect(try SearchParser.expression("generation in []") == .any([]))
        #expect(try SearchParser.expression("name in('a',)") == .any([compares(.column(.name), .equal, .text("a"))]))
        let isGone = SearchExpression.test(.column(.deletedTime), .exists)
        for text in ["deleted_time is not null", "exists deleted_time", "exists(deleted_time)", "deleted_time != null"]
        {
            #expect(try SearchParser.expression(text) == isGone, "\(text)")
        }
        #expect(try SearchParser.expression("deleted_time = null") == .not(isGone))
    }

    @Test("Fields are found by their paths")
    func fields() throws {
        let fields: [(String, SearchField)] = [
            ("labels.app.kubernetes.io/name", .label("app.kubernetes.io/name")),
            ("labels.my-key", .label("my-key")),
            ("labels.'odd key'", .label("odd key")),
            ("spec.machineType", .spec([.key("machineType")])),
            ("spec.pools[0].'a.b'", .spec([.key("pools"), .index(0), .key("a.b")])),
            ("spec.\"a\"[\"b\"]", .spec([.key("a"), .key("b")])),
            ("status.conditions.Reconciled", .condition(type: "Reconciled", .status)),
            ("status.conditions.Reconciled.reason", .condition(type: "Reconciled", .reason)),
            ("adapters.dns-1.conditions.Available", .adapter("dns-1", .condition("Available"))),
            ("adapters.dns-1.data.zone.id", .adapter("dns-1", .data([.key("zone"), .key("id")]))),
            ("owner_id", .column(.ownerID)),
        ]
        for (text, field) in fields {
            #expect(try SearchParser.expression("\(text) is not null") == .test(field, .exists), "\(text)")
        }
    }

    @Test("Times may be dates, timestamps and moments from now")
    func times() throws {
        let created = SearchField.column(.createdTime)
        let start = try #require(Timestamp(rfc3339: "2026-01-01T00:00:00Z"))
        for text in ["2026-01-01", "'2026-01-01'", "2026-01-01T00:00:00Z", "'2026-01-01T02:00:00+02:00'"] {
            #expect(
                try SearchParser.expression("created_time < \(text)") == compares(created, .less, .time(start)),
                "\(text)")
        }
        let ago = compares(created, .less, .timeFromNow(microseconds: -5_400_000_000))
        #expect(try SearchParser.expression("created_time < now() - 1h30m") == ago)
        #expect(try SearchParser.expression("created_time < now()-90m") == ago)
    }

    @Test("Numbers carry sizes")
    func sizes() throws {
        let numbers = ["2Ki": "2048", "1.5": "1.5", "3M": "3000000", "007": "7", "1e2": "100", "1.5k": "1500"]
        for (text, value) in numbers {
            let number = try #require(JSONNumber(value))
            let wanted = compares(.spec([.key("n")]), .greater, .number(number))
            #expect(try SearchParser.expression("spec.n > \(text)") == wanted, "\(text)")
        }
    }

    @Test(
        "Errors say where, what was found and what could stand there",
        arguments: [
            ("name =", 7, "the end"), ("name", 5, "the end"), ("()", 2, "')'"), ("nam = 'x'", 1, "'nam'"),
            ("name = 5", 8, "5"), ("generation > 1.5", 14, "1.5"), ("1 < generation < 3", 16, "'<'"),
            ("name ~= 'a'", 6, "'~'"), ("spec.a + 1 > 2", 8, "'+'"), ("labels. = 'x'", 8, "' '"),
            ("name like 'a\\\\'", 11, "'a"), ("created_time > '2026-13-45'", 16, "2026-13-45"),
            ("status.conditions.ready = 'True'", 1, "ready"), ("status.conditions.Ready < 'True'", 25, "'<'"),
            ("status.conditions.Ready = 'Yes'", 27, "Yes"), ("name = 'x", 8, "without an end"),
            ("spec.n > 1e", 10, "'1e'"), ("spec.n > 1e999", 10, "'1e999'"), ("name = owner_id", 8, "'owner_id'"),
            ("created_time > now() - 5x", 24, "'5x'"), ("name = 'a' 'b'", 12, "'b'"),
        ])
    func errors(text: String, position: Int, found: String) throws {
        let error = #expect(throws: SearchError.self) { try SearchParser.expression(text) }
        #expect(error?.position == position, "\(text): \(error?.message ?? "")")
        #expect(error?.found.contains(found) == true, "\(text): \(error?.message ?? "")")
        #expect(error?.expected.isEmpty == false)
    }

    @Test("A mistyped field is answered with the one that was meant")
    func suggestion() {
        let error = #expect(throws: SearchError.self) { try SearchParser.expression("created_tme > now()") }
        #expect(error?.expected == "'created_time'")
    }

    @Test("Length and depth have limits")
    func limits() throws {
        let levels = SearchParser.maximumDepth
        let deep = { (count: Int) in
            String(repeating: "(", count: count) + "name='a'" + String(repeating: ")", count: count)
        }
        #expect(throws: Never.self) { try SearchParser.expression(deep(levels)) }
        #expect(throws: SearchError.self) { try SearchParser.expression(deep(levels + 1)) }
        let value = String(repeating: "a", count: SearchParser.maximumLength - 7)
        #expect(throws: Never.self) { try SearchParser.expression("name='\(value)'") }
        #expect(throws: SearchError.self) { try SearchParser.expression("name='\(value)a'") }
    }
}
