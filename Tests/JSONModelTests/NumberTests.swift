import JSONModel
import Testing

@Suite struct NumberTests {
    @Test(arguments: [
        ("1", "1.0"), ("1", "1e0"), ("100", "1e2"), ("100", "1E+2"), ("0", "-0"), ("0", "0.000"), ("0", "-0e-7"),
        ("0.1", "1e-1"), ("-2.50", "-25e-1"), ("1200", "1.2e3"), ("9007199254740993", "9007199254740993.0"),
        ("123456789012345678901234567890", "1.2345678901234567890123456789e29"),
    ])
    func equal(left: String, right: String) throws {
        let left = try #require(JSONNumber(left))
        let right = try #require(JSONNumber(right))
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(!(left < right) && !(right < left))
    }

    /// Each is less than the next.
    @Test func order() throws {
        let texts = [
            "-1e300", "-9007199254740993", "-9007199254740992", "-10", "-2", "-1.5", "-1e-300", "0", "1e-300", "0.1",
            "0.11", "1", "1.5", "2", "9.99", "10", "9007199254740992", "9007199254740993", "9007199254740993.5",
            "1e300",
        ]
        let numbers = try texts.map { try #require(JSONNumber($0)) }
        for (place, left) in numbers.enumerated() {
            for (otherPlace, right) in numbers.enumerated() {
                #expect((left < right) == (place < otherPlace))
                #expect((left == right) == (place == otherPlace))
            }
        }
    }

    @Test(arguments: ["", "-", "01", "1.", ".1", "1e", "+1", " 1", "1 ", "0x1", "1e1000000000", "Infinity", "1_000"])
    func noNumber(text: String) {
        #expect(JSONNumber(text) == nil)
    }

    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("1.0", 1), ("12e2", 1200), ("-1.50e1", -15), ("9223372036854775807", .max),
            ("-9223372036854775808", .min), ("9223372036854775808", nil), ("-9223372036854775809", nil), ("1.5", nil),
            ("1e-1", nil), ("1e18", 1_000_000_000_000_000_000), ("1e19", nil), ("9.223372036854775807e18", .max),
        ] as [(String, Int64?)])
    func int64(text: String, value: Int64?) throws {
        #expect(try #require(JSONNumber(text)).int64 == value)
    }

    @Test(arguments: [
        ("1", true), ("1.0", true), ("1e3", true), ("1.5", false), ("15e-1", false), ("1e-400", false), ("0.0", true),
    ])
    func whole(text: String, isWhole: Bool) throws {
        #expect(try #require(JSONNumber(text)).isInteger == isWhole)
    }

    @Test(arguments: [
        ("9", "3", true), ("10", "3", false), ("0", "7", true), ("-6", "2", true), ("0.3", "0.1", true),
        ("0.35", "0.1", false), ("1.1", "0.001", true), ("1e300", "7", false), ("7e300", "7", true), ("1", "0", false),
        ("0.0075", "0.0001", true), ("0.00751", "0.0001", false), ("1e-5", "1e-6", true), ("1e-6", "1e-5", false),
        ("12391239123", "1e-8", true), ("1e308", "0.123456789", false), ("3e50", "1500", true),
        ("246913578024691357802469135780", "123456789012345678901234567890", true),
        ("246913578024691357802469135781", "123456789012345678901234567890", false),
        ("2.46913578024691357802469135780e31", "123456789012345678901234567890", true),
        // 2 to the power of 100: its twos come in with the zeros, of which more than 100 are behind the 3.
        ("3e300", "1267650600228229401496703205376", true), ("3e99", "1267650600228229401496703205376", false),
        ("3e100", "1267650600228229401496703205376", true), ("3e300", "1267650600228229401496703205379", false),
    ])
    func multiples(number: String, divisor: String, isMultiple: Bool) throws {
        let number = try #require(JSONNumber(number))
        #expect(number.isMultiple(of: try #require(JSONNumber(divisor))) == isMultiple)
    }

    @Test func textIsKept() throws {
        for text in ["1.10", "-0", "1E2", "100000000000000000000000000001"] {
            #expect(try json(text).serialized() == Array(text.utf8))
        }
    }
}
