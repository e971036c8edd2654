import HyperFleetModel
import HyperFleetProto
import RPCCore
import Testing

@Suite("Random damage is refused or read, and nothing else")
struct MutationTests {
    @Test("messages with bytes changed, cut out, doubled and put in")
    func mutations() throws {
        var random = SeededGenerator(seed: TestSeed.value)
        var refused = 0
        var read = 0
        for _ in 0..<60 {
            for message in random.everyMessage() {
                let whole = try encoded(message)
                for _ in 0..<4 {
                    if try survives(message, random.damaged(whole)) { read += 1 } else { refused += 1 }
                }
            }
        }
        // Damage must reach both ends, or this test looks at nothing.
        #expect(refused > 100 && read > 100, "\(refused) refused, \(read) read; \(TestSeed.note)")
    }

    @Test("random bytes")
    func noise() throws {
        var random = SeededGenerator(seed: TestSeed.value)
        for message in random.everyMessage() {
            for _ in 0..<100 { _ = try survives(message, random.bytes(0...64)) }
        }
    }

    /// Whether damaged bytes are still a message; then it must travel as well as any other.
    private func survives<Message: RPCMessage>(_: Message, _ damaged: [UInt8]) throws -> Bool {
        let message: Message
        do throws(RPCError) {
            message = try decoded(Message.self, damaged)
        } catch {
            let reasons = [ErrorReason.malformedRequest.rawValue, ErrorReason.validation.rawValue]
            #expect(error.code == .invalidArgument && reasons.contains(error.reason), "\(error); \(TestSeed.note)")
            #expect(!error.violations.isEmpty, "\(error); \(TestSeed.note)")
            return false
        }
        // A bad item of many is told by itself; there is nothing to send it on as.
        if let many = message as? ReportManyRequest, !many.items.allSatisfy(\.isReadable) { return true }
        let again = try decoded(Message.self, encoded(message))
        #expect(fingerprint(again) == fingerprint(message), "\(hex(damaged)); \(TestSeed.note)")
        return true
    }
}

extension SeededGenerator {
    /// `bytes` with one to four changes.
    fileprivate mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &self) {
            let place = Int.random(in: 0...bytes.count, using: &self)
            let end = min(bytes.count, place + Int.random(in: 0...8, using: &self))
            switch Int.random(in: 0..<5, using: &self) {
            case 0 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &self)
            case 1 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &self)
            case 2: bytes.removeSubrange(place..<end)
            case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
            default: bytes.insert(contentsOf: self.bytes(0...6), at: place)
            }
        }
        return bytes
    }
}
