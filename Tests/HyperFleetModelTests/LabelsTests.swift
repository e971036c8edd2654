import HyperFleetModel
import Testing

@Suite struct LabelsTests {
    @Test(arguments: [
        ("app", ""), ("A1", "B2"), ("key.with_all-marks", "v.w_x-y"), ("example.io/name", "v"),
        (String(repeating: "k", count: 63), String(repeating: "v", count: 63)),
        (prefix(of: 191) + "/" + String(repeating: "k", count: 63), "v"),
        (prefix(of: 253) + "/k", "v"),
    ])
    func goodLabels(key: String, value: String) {
        #expect(Labels([key: value]).violations.isEmpty)
    }

    @Test(arguments: [
        "", "-a", "a-", "a b", "a/b/c", "/a", "a/", "A.io/name", "my_app.io/name", "a..b/name", "-a.io/name",
        String(repeating: "k", count: 64), String(repeating: "p", count: 64) + "/k", prefix(of: 254) + "/k",
        prefix(of: 192) + "/" + String(repeating: "k", count: 63), "é", "key\0null",
    ])
    func badKeys(key: String) {
        let violations = Labels([key: "good"]).violations
        #expect(violations.map(\.field) == ["labels"])
        #expect(violations.map(\.rule) == ["pattern"])
    }

    @Test(arguments: ["-a", "a-", "a b", "v.", "é", String(repeating: "v", count: 64)])
    func badValues(value: String) {
        let violations = Labels(["key": value]).violations
        #expect(violations.map(\.field) == ["labels[key]"])
        #expect(violations.map(\.rule) == ["pattern"])
    }

    @Test func everyMistakeIsNamedInKeyOrder() {
        let labels = Labels(["b": "-", "a": "-", "-c": "-", "d": "good"])
        #expect(labels.violations.map(\.field) == ["labels", "labels[-c]", "labels[a]", "labels[b]"])
    }

    @Test func count() {
        let most = Labels(Dictionary(uniqueKeysWithValues: (0..<64).map { ("k\($0)", "v") }))
        #expect(most.violations.isEmpty)
        var tooMany = most
        tooMany.entries["one-more"] = "v"
        #expect(tooMany.violations.map(\.rule) == ["max_items"])
        #expect(tooMany.violations.map(\.field) == ["labels"])
    }

    /// A DNS name of `length` bytes with segments of at most 63.
    private static func prefix(of length: Int) -> String {
        String((1...length).map { $0 % 64 == 0 && $0 < length ? "." : "p" })
    }
}
