import HyperFleetModel
import Testing

@Suite struct AdapterNameTests {
    @Test(arguments: ["a", "dns", "my-adapter", "1st", String(repeating: "a", count: 63)])
    func goodNames(name: String) {
        #expect(AdapterName.violations(of: name).isEmpty)
    }

    @Test(arguments: [
        ("", "required"), (String(repeating: "a", count: 64), "max_length"), ("Dns", "pattern"), ("-a", "pattern"),
        ("a-", "pattern"), ("under_score", "pattern"), ("gcp.dns", "pattern"),
    ])
    func badNames(name: String, rule: String) {
        #expect(AdapterName.violations(of: name).map(\.rule) == [rule])
        #expect(AdapterName.violations(of: name).map(\.field) == ["adapter"])
    }

    @Test func conditionTypes() {
        #expect(AdapterName.conditionType(of: "landing-zone") == "LandingZoneSuccessful")
        #expect(AdapterName.conditionType(of: "my--adapter") == "MyAdapterSuccessful")
        #expect(AdapterName.conditionType(of: "1st") == "1stSuccessful")
    }
}
