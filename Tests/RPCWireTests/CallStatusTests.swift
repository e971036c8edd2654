import NIOCore
import RPCCore
import RPCWire
import Testing

@Suite("Call status")
struct CallStatusTests {
    static func read(_ payload: ByteBuffer) throws(WireViolation) -> (RPCError?, ByteBuffer) {
        var payload = payload
        let error = try CallStatus.read(from: &payload)
        return (error, payload)
    }

    static func roundTrip(_ error: RPCError) throws -> RPCError? {
        try read(bytes { CallStatus.write(error, into: &$0) }).0
    }

    @Test("P-34: success is four bytes in front of the message")
    func success() throws {
        let payload = bytes {
            CallStatus.writeSuccess(into: &$0)
            $0.writeString("message")
        }
        let (error, message) = try Self.read(payload)
        #expect(error == nil)
        #expect(message == ByteBuffer(string: "message"))
        #expect(payload.readableBytes == CallStatus.successBytes + 7)
    }

    @Test("P-35: every code and every processed comes back", arguments: StatusCode.allCases.filter { $0 != .ok })
    func codes(_ code: StatusCode) throws {
        for processed in Processed.allCases {
            let error = RPCError(code, message: "m", processed: processed)
            #expect(try Self.roundTrip(error) == error)
        }
    }

    @Test("P-35: numbers of later versions are read as UNKNOWN and maybe")
    func laterNumbers() throws {
        let (error, _) = try Self.read(ByteBuffer(hex: "63630000"))
        #expect(error == RPCError(.unknown, message: "", processed: .maybe))
    }

    @Test("P-36: all fields come back")
    func fields() throws {
        #expect(try Self.roundTrip(VectorTests.full) == VectorTests.full)
    }

    @Test("P-36: an ignorable field is skipped, another unknown one is a violation")
    func unknownFields() throws {
        #expect(try Self.read(ByteBuffer(hex: "050100049900" + "0101")).0?.code == .notFound)
        #expect(throws: WireViolation.self) { _ = try Self.read(ByteBuffer(hex: "0501000419000101")) }
    }

    @Test("P-36: a status cut short at any byte is a violation")
    func cutShort() throws {
        let whole = bytes { CallStatus.write(VectorTests.full, into: &$0) }
        for length in 0..<whole.readableBytes {
            let part = try #require(whole.getSlice(at: 0, length: length))
            #expect(throws: WireViolation.self) { _ = try Self.read(part) }
        }
    }

    @Test("P-37: texts are cut between characters")
    func cut() throws {
        let error = RPCError(
            .internalError, reason: String(repeating: "r", count: 1_000),
            message: String(repeating: "\u{1F600}", count: 5_000))
        let read = try #require(try Self.roundTrip(error))
        #expect(read.reason == String(repeating: "r", count: 128))
        #expect(read.message == String(repeating: "\u{1F600}", count: 2_048))
    }

    @Test("P-37: violations that do not fit are left out and counted")
    func leftOut() throws {
        let violation = FieldViolation(
            field: "f", rule: "r", message: String(repeating: "m", count: 1_000), value: "v")
        let error = RPCError(
            .invalidArgument, message: "many", violations: Array(repeating: violation, count: 200))
        let payload = bytes { CallStatus.write(error, into: &$0) }
        #expect(payload.readableBytes <= 4 + 65_535)
        let read = try #require(try Self.read(payload).0)
        let leftOut = payload.getInteger(at: payload.writerIndex - 4, as: UInt32.self)
        #expect(read.violations.allSatisfy { $0 == violation })
        #expect(read.violations.count + Int(leftOut ?? 0) == 200)
        #expect(payload.getInteger(at: payload.writerIndex - 7, as: UInt8.self) == 0x86)
    }

    @Test("An error is never written as success")
    func neverSuccess() throws {
        #expect(try Self.roundTrip(RPCError(.ok, message: "a fault of ours"))?.code == .unknown)
    }
}
