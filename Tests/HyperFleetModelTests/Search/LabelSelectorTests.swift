import HyperFleetModel
import Testing

@Suite("Label selectors")
struct LabelSelectorTests {
    /// Each selector beside the same in the search language.
    @Test(
        "A selector means the same as a search",
        arguments: [
            ("env=prod", "labels.env = 'prod'"), ("env == prod", "labels.env = 'prod'"),
            ("env!=prod", "not labels.env = 'prod'"), ("env in (a, b)", "labels.env in ['a','b']"),
            ("env notin (a)", "labels.env not in ['a']"), ("app.io/x", "exists labels.'app.io/x'"),
            ("!x", "not exists labels.x"), ("in in (in)", "labels.'in' in ['in']"), ("env=", "labels.env = ''"),
            (
                "env in (a),!canary , tier!=web",
                "labels.env in ['a'] and not exists labels.canary and not labels.tier = 'web'"
            ),
        ])
    func meaning(selector: String, search: String) throws {
        #expect(try LabelSelector.expression(selector) == SearchParser.expression(search))
    }

    @Test("An empty selector selects everything")
    func empty() throws {
        #expect(try LabelSelector.expression("  ") == .all([]))
    }

    @Test(
        "Errors say where",
        arguments: [
            ("env in a", 8), ("env in (a", 10), ("=x", 1), ("a=b,", 5), ("a ~ b", 3), ("a=b c", 5), ("a='b'", 3),
        ])
    func errors(selector: String, position: Int) {
        let error = #expect(throws: SearchError.self) { try LabelSelector.expression(selector) }
        #expect(error?.position == position, "\(error?.message ?? "")")
    }
}
