import HyperFleetProto
import JSONModel
import RPCCore
import Testing

@Suite("Random messages go to JSON and back")
struct MessageJSONRandomTests {
    /// The pool of proto/, and one with everything that proto3 has beside it.
    private static func pools() throws -> [DescriptorPool] {
        [.embedded, try DescriptorPool(EverythingDescriptors.set)]
    }

    /// What a message's text may hold: every finite double, those nearest to zero too.
    private static let limits = JSONLimits(maxBytes: 8 << 20, maxDepth: 256, maxNumberDigits: 400, maxExponent: 400)

    @Test("of every type: bytes to JSON text to the same bytes")
    func everyType() throws {
        var count = 0
        for pool in try Self.pools() {
            var messages = RandomMessageBytes(pool: pool, random: SeededGenerator(seed: TestSeed.value))
            let codec = MessageJSON(pool)
            for type in pool.files.flatMap(\.messages) where !type.isMapEntry && Self.isSupported(type) {
                for _ in 0..<30 {
                    let bytes = messages.message(type.fullName)
                    let text = try codec.json(of: bytes, as: type.fullName).serialized()
                    let value = try JSONParser.parse(text, limits: Self.limits)
                    #expect(
                        try hex(codec.bytes(of: value, as: type.fullName)) == hex(bytes),
                        "\(type.fullName); \(TestSeed.note)")
                    count += bytes.isEmpty ? 0 : 1
                }
            }
        }
        #expect(count > 1_000)
    }

    @Test("as this program's own messages write them")
    func ownMessages() throws {
        var random = SeededGenerator(seed: TestSeed.value)
        let codec = MessageJSON(.embedded)
        for _ in 0..<20 {
            for message in random.everyMessage() {
                let type = "hyperfleet.v1.\(Swift.type(of: message))"
                let bytes = try encoded(message)
                let value = try codec.json(of: bytes, as: type)
                #expect(try hex(codec.bytes(of: value, as: type)) == hex(bytes), "\(type); \(TestSeed.note)")
            }
        }
    }

    @Test("damaged bytes and noise are read or refused, and what was read can be written")
    func damage() throws {
        for pool in try Self.pools() {
            var messages = RandomMessageBytes(pool: pool, random: SeededGenerator(seed: TestSeed.value))
            let codec = MessageJSON(pool)
            var outcomes = (read: 0, refused: 0)
            for type in pool.files.flatMap(\.messages) where !type.isMapEntry && Self.isSupported(type) {
                for _ in 0..<40 {
                    var bytes = messages.message(type.fullName)
                    for _ in 0..<Int.random(in: 1...3, using: &messages.random) {
                        let place = Int.random(in: 0...bytes.count, using: &messages.random)
                        if place < bytes.count, messages.random.flag() {
                            bytes[place] = UInt8.random(in: 0...255, using: &messages.random)
                        } else {
                            bytes.insert(contentsOf: messages.random.bytes(0...4), at: place)
                        }
                    }
                    if try survives(bytes, type, codec) { outcomes.read += 1 } else { outcomes.refused += 1 }
                }
            }
            #expect(outcomes.read > 50 && outcomes.refused > 50, "\(outcomes); \(TestSeed.note)")
        }
    }

    private func survives(_ bytes: [UInt8], _ type: ProtoMessage, _ codec: MessageJSON) throws -> Bool {
        let value: JSONValue
        do throws(RPCError) {
            value = try codec.json(of: bytes, as: type.fullName)
        } catch {
            #expect(error.code == .invalidArgument && !error.violations.isEmpty, "\(error); \(TestSeed.note)")
            return false
        }
        let again = try codec.json(of: codec.bytes(of: value, as: type.fullName), as: type.fullName)
        #expect(again == value, "\(type.fullName) \(hex(bytes)); \(TestSeed.note)")
        return true
    }

    /// Any alone has a JSON that this codec has not.
    private static func isSupported(_ type: ProtoMessage) -> Bool {
        type.fullName != "google.protobuf.Any"
    }
}
