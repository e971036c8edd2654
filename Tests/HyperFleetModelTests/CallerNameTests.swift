import HyperFleetModel
import Testing

@Suite struct CallerNameTests {
    @Test func limits() {
        #expect(CallerName.violations(of: "user@example.com").isEmpty)
        #expect(CallerName.violations(of: String(repeating: "é", count: 128)).isEmpty)
        #expect(CallerName.violations(of: String(repeating: "é", count: 128) + "a").map(\.rule) == ["max_length"])
        #expect(CallerName.violations(of: "").map(\.rule) == ["required"])
        #expect(CallerName.violations(of: "a\u{7f}").map(\.rule) == ["pattern"])
        #expect(CallerName.violations(of: "a\nb").map(\.rule) == ["pattern"])
    }
}
