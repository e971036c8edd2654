import JSONModel
import TestSupport
import Testing

@Suite struct RandomValueTests {
    @Test func whatIsWrittenReadsBackEqual() throws {
        var maker = RandomValue(SeededGenerator(for: "JSON round trip"))
        for _ in 0..<2000 {
            let value = maker.value(depth: 4)
            let compact = value.serialized()
            let read = try JSONParser.parse(compact, limits: .document)
            #expect(read == value)
            #expect(read.hashValue == value.hashValue)
            #expect(read.serialized() == compact)
            #expect(try JSONParser.parse(value.serialized(pretty: true), limits: .document) == value)
            #expect(maker.turned(value) == value)
        }
    }

    @Test func aTapeStandsForItsValue() throws {
        var maker = RandomValue(SeededGenerator(for: "JSON tape"))
        for _ in 0..<1000 {
            let (value, other) = (maker.value(depth: 4), maker.value(depth: 2))
            let read = try JSONParser.tape(value.serialized(), limits: .document)
            for tape in [read, JSONTape(value)] {
                #expect(tape.value == value)
                #expect(tape.isEqual(to: value))
                #expect(tape.isEqual(to: other) == (value == other))
                #expect(tape.withParts { Array($0.all).count } == Self.partCount(of: value))
            }
        }
    }

    /// A value's own, those of its items, and for each member its name's besides its value's.
    private static func partCount(of value: JSONValue) -> Int {
        switch value {
        case .null, .bool, .number, .string: 1
        case .array(let items): items.reduce(1) { $0 + partCount(of: $1) }
        case .object(let object): object.members.reduce(1) { $0 + 1 + partCount(of: $1.value) }
        }
    }

    /// Any bytes are answered with a value or with a place within them.
    @Test func changedBytesAreReadOrRefused() throws {
        var generator = SeededGenerator(for: "JSON changed bytes")
        var maker = RandomValue(generator)
        for _ in 0..<3000 {
            var bytes = maker.value(depth: 3).serialized()
            for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
                let place = Int.random(in: bytes.indices, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: place)
                default: bytes.insert(contentsOf: bytes[place...].prefix(4), at: place)
                }
            }
            do {
                let value = try JSONParser.parse(bytes, limits: .spec)
                #expect(try JSONParser.parse(value.serialized(), limits: .document) == value)
            } catch {
                #expect(0...bytes.count ~= error.offset)
                #expect(error.line >= 1 && error.column >= 1)
                #expect(JSONPointer(parsing: error.pointer) != nil || error.pointer.hasSuffix("…"))
            }
        }
    }
}

/// Makes JSON values with all that is hard to carry: odd keys, exact numbers, code points of every width.
private struct RandomValue {
    private var generator: SeededGenerator

    init(_ generator: SeededGenerator) {
        self.generator = generator
    }

    mutating func value(depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2, 3: return .number(number())
        case 4, 5: return .string(text())
        case 6: return .array((0..<Int.random(in: 0...5, using: &generator)).map { _ in value(depth: depth - 1) })
        default:
            let count = Int.random(in: 0...12, using: &generator)
            return .object(JSONObject((0..<count).map { _ in (key: text(), value: value(depth: depth - 1)) }))
        }
    }

    /// The same value with its members in another order.
    mutating func turned(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let items): return .array(items.map { turned($0) })
        case .object(let object):
            let members = object.members.map { (key: $0.key, value: turned($0.value)) }
            return .object(JSONObject(members.shuffled(using: &generator)))
        case .null, .bool, .number, .string: return value
        }
    }

    private mutating func number() -> JSONNumber {
        var text = Bool.random(using: &generator) ? "-" : ""
        text += String(
            UInt64.random(in: 0...UInt64.max, using: &generator) >> UInt64.random(in: 0..<64, using: &generator))
        if Bool.random(using: &generator) { text += "." + String(Int.random(in: 0...999_999, using: &generator)) }
        if Bool.random(using: &generator) { text += "e" + String(Int.random(in: -280...280, using: &generator)) }
        return JSONNumber(text) ?? JSONNumber(0)
    }

    private mutating func text() -> String {
        let scalars: [Unicode.Scalar] = ["a", "b", "\"", "\\", "/", "\n", "\u{1}", "é", "\u{301}", "€", "😀", "~", " "]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...20, using: &generator) {
            if let scalar = scalars.randomElement(using: &generator) { text.append(scalar) }
        }
        return String(text)
    }
}
