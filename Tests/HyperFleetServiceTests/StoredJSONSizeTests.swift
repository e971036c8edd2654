import HyperFleetModel
import JSONModel
import TestSupport
import Testing

@testable import HyperFleetService

@Suite struct StoredJSONSizeTests {
    private static let texts = [
        "null", "true", "false", "0", "-1", "1.10", "1e2", "1.5e2", "1.10e-2", "1e308", "-1e308", "1e-308", "0e5",
        "0.000e3",
        "0e-5", "0.5", "12.5e1", "123456789e-3", "0.00123e2", "0.00123e5", "100", "9007199254740993", "1E+2", "\"\"",
        #""a\"b\\c\/d""#, #""\u0001\b\f\n\r\t\u001f\u007f""#, #""é😀\u00e9\ud83d\ude00""#, "[]", "[1]", "[1,2,[3]]",
        "{}", #"{"a":1}"#, #"{"b":{"c":[1.0,null]},"a":"x"}"#,
    ]

    @Test func sizesAreThoseThatPostgreSQLPrints() throws {
        let database = try TestPostgres.shared.makeDatabase()
        defer { database.close() }
        for text in Self.texts {
            let tape = try JSONParser.tape(Array(text.utf8), limits: .spec)
            let quoted = text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
            let printed = try database.execute("SELECT octet_length(('\(quoted)'::jsonb)::text)")
            let isSame = "\(StoredJSONSize.bytes(of: tape))" == printed.filter { !$0.isWhitespace }
            #expect(isSame, "\(text): counted \(StoredJSONSize.bytes(of: tape)), printed \(printed)")
        }
    }

    @Test func aSpecThatGrowsPastTheLimitInTheDatabaseIsRefused() {
        func rules(_ text: String) -> [String] {
            var violations: [Violation] = []
            _ = SpecRules.read(Array(text.utf8), schema: nil, violations: &violations)
            return violations.map(\.rule)
        }
        // 310 bytes each as they are printed, 6 as they are sent.
        let big = Array(repeating: "1e308", count: 900).joined(separator: ",")
        #expect(rules("{\"a\":[\(big)]}") == ["stored_size"])
        let fits = Array(repeating: "1e308", count: 800).joined(separator: ",")
        #expect(rules("{\"a\":[\(fits)]}").isEmpty)
        let longest = 256 * 1_024 - #"{"a": ""}"#.utf8.count
        #expect(rules("{\"a\":\"\(String(repeating: "x", count: longest))\"}").isEmpty)
        #expect(rules("{\"a\":\"\(String(repeating: "x", count: longest + 1))\"}") == ["stored_size"])
        #expect(rules("{\"a\":\"\(String(repeating: "x", count: longest + 2))\"}") == ["size"])
    }
}
