import TestSupport
import Testing

@testable import JSONModel

@Suite(.oneAtATime) struct TapeTests {
    private static func tape(_ text: String) throws -> JSONTape {
        try JSONParser.tape(Array(text.utf8), limits: .spec)
    }

    @Test func aMemberIsFoundByItsName() throws {
        let tape = try Self.tape(#"{"a":{"b":1,"c":[2,{"d":3}]},"":4,"d":5,"\u00e9":6}"#)
        tape.withParts { parts in
            func found(_ name: String) -> JSONValue? {
                parts.member(MemberName(name), of: .root).map { parts.value(of: $0) }
            }
            #expect(found("") == .number(JSONNumber(4)))
            #expect(found("d") == .number(JSONNumber(5)))
            #expect(found("é") == .number(JSONNumber(6)))
            #expect(found("b") == nil)
            #expect(found("c") == nil)
            #expect(parts.isObject(JSONPart.root))
        }
    }

    /// One name more or less than what is searched one by one, and than what a table begins with.
    @Test(arguments: [2, 15, 16, 17, 18, 31, 32, 33, 64, 1000])
    func aKeyThatStandsTwiceIsSeen(count: Int) {
        let names = (0..<count).map { #""name \#($0)":{"inner":[\#($0)]}"# }
        #expect(refusal("{\(names.joined(separator: ","))}") == nil)
        for place in [0, count / 2, count - 1] {
            // Written with an escape, which changes nothing.
            let again = #""n\u0061me \#(place)":0"#
            let error = refusal("{\((names + [again]).joined(separator: ","))}")
            #expect(error?.rule == "duplicate_key")
            #expect(error?.pointer == "/name \(place)")
        }
    }

    @Test func namesOfEveryLengthHaveHashesOfTheirOwn() {
        var hashes: Set<UInt32> = []
        var count = 0
        for length in 0...40 {
            for place in 0..<max(length, 1) {
                var name = [UInt8](repeating: UInt8(ascii: "a"), count: length)
                if length > 0 { name[place] = UInt8(ascii: "b") }
                hashes.insert(name.withUnsafeBufferPointer { KeyHash.shared($0) })
                count += 1
            }
        }
        // Two of 821 random hashes of 32 bits are the same once in 12,000 runs; four pairs never.
        #expect(hashes.count > count - 4)
    }

    @Test(
        arguments: [
            (#"["a","b","a"]"#, [0, 2]), (#"["a","b"]"#, nil), (#"[1,"1",1.0]"#, [0, 2]), ("[[1],[2],[1e0]]", [0, 2]),
            (#"[{"a":1,"b":2},{"b":2,"a":1}]"#, [0, 1]), ("[]", nil), ("[null]", nil), (#"["",""]"#, [0, 1]),
            (#"["\u0061","a"]"#, [0, 1]),
        ] as [(String, [Int]?)])
    func repeatedItems(text: String, places: [Int]?) throws {
        let found = try Self.tape(text).withParts { $0.firstRepeatedItem(of: .root) }
        #expect(found.map { [$0.first, $0.again] } == places)
    }

    @Test func manyStringsAreComparedToo() throws {
        for count in [16, 17, 100] {
            let items = (0..<count).map { "\"item \($0)\"" }
            let different = try Self.tape("[\(items.joined(separator: ","))]")
            #expect(different.withParts { $0.firstRepeatedItem(of: .root) } == nil)
            let same = try Self.tape("[\((items + [items[3]]).joined(separator: ","))]")
            let found = same.withParts { $0.firstRepeatedItem(of: .root) }
            #expect(found.map { [$0.first, $0.again] } == [3, count])
        }
    }

    /// Numbers that a machine word holds are compared by it; the answer is that of the exact form.
    @Test func shortNumbersCompareAsTheirExactForms() throws {
        var generator = SeededGenerator(for: "short numbers")
        func text() -> String {
            let sign = Bool.random(using: &generator) ? "-" : ""
            let whole = String(Int64.random(in: 0...(Bool.random(using: &generator) ? 20 : .max), using: &generator))
            let fraction = String(Int.random(in: 0...200, using: &generator))
            return sign + whole + (Bool.random(using: &generator) ? "." + fraction : "")
        }
        for _ in 0..<20_000 {
            let (left, right) = (try #require(JSONNumber(text())), try #require(JSONNumber(text())))
            let (exact, other) = (DecimalForm(left.text), DecimalForm(right.text))
            #expect((left < right) == (exact < other), "\(left) and \(right)")
            #expect((left == right) == (exact == other), "\(left) and \(right)")
            #expect(left.isMultiple(of: right) == exact.isMultiple(of: other), "\(left) and \(right)")
        }
    }
}
