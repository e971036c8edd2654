import HyperFleetModel
import Testing

@Suite struct ResourceNameTests {
    @Test(arguments: [
        ("abc", ResourceKind.cluster), ("a-b", .cluster), ("a--b", .nodePool), ("123", .cluster),
        (String(repeating: "a", count: 53), .cluster), (String(repeating: "a", count: 15), .nodePool),
    ])
    func goodNames(name: String, kind: ResourceKind) {
        #expect(ResourceName.violations(of: name, kind: kind).isEmpty)
    }

    @Test(arguments: [
        ("", ResourceKind.cluster, "required"), ("ab", .cluster, "min_length"), ("é", .cluster, "min_length"),
        ("AB", .cluster, "min_length"), ("é1", .cluster, "pattern"),
        (String(repeating: "a", count: 54), .cluster, "max_length"),
        (String(repeating: "A", count: 54), .cluster, "max_length"),
        (String(repeating: "a", count: 16), .nodePool, "max_length"), ("Abc", .cluster, "pattern"),
        ("-abc", .cluster, "pattern"), ("abc-", .cluster, "pattern"), ("a.b", .cluster, "pattern"),
        ("a_b", .cluster, "pattern"), ("abc\n", .cluster, "pattern"), ("abc\0", .cluster, "pattern"),
        ("0198c1de-7f2a-7c3b-8d4e-5f60718293a4", .cluster, "not_uuid"),
    ])
    func badNames(name: String, kind: ResourceKind, rule: String) {
        let violations = ResourceName.violations(of: name, kind: kind)
        #expect(violations.map(\.rule) == [rule])
        #expect(violations.map(\.field) == ["name"])
    }

    @Test func aNameThatOnlyPointsMayBeAnythingButAnID() {
        #expect(ResourceName.referenceViolations(of: "No such name!").isEmpty)
        #expect(ResourceName.referenceViolations(of: "").map(\.rule) == ["required"])
        let id = "0198C1DE-7F2A-7C3B-8D4E-5F60718293A4"
        #expect(ResourceName.referenceViolations(of: id).map(\.rule) == ["not_uuid"])
    }

    @Test func shownValuesAreShortAndHaveNoControlCharacters() throws {
        let violation = try #require(
            ResourceName.violations(of: "a\0b" + String(repeating: "c", count: 200), kind: .cluster).first)
        let value = try #require(violation.value)
        #expect(value.hasPrefix("a\u{FFFD}bc"))
        #expect(value.count == 81)
    }
}
