import Foundation
import NIOCore
import RPCCore
import RPCWire
import Testing

/// The bytes that docs/protocol-vectors.json holds for other languages.
struct Vector: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let sender: String
    let what: String
    let hex: String

    var testDescription: String { name }

    static let all: [Vector] = {
        struct File: Decodable { let vectors: [Vector] }
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../docs/protocol-vectors.json")
        guard let data = try? Data(contentsOf: path), let file = try? JSONDecoder().decode(File.self, from: data) else {
            return []
        }
        return file.vectors
    }()
}

@Suite("Vectors of the document")
struct VectorTests {
    @Test("P-1, P-2, P-13: every vector reads as its value and every value writes as its vector", arguments: Vector.all)
    func readsAndWrites(_ vector: Vector) throws {
        let known = try #require(Self.values[vector.name], "no value for \(vector.name)")
        var decoder = FrameDecoder(
            expecting: known.expectation, messageLimit: 4 << 20, checksChecksums: known.hasChecksum)
        let (events, violation) = decodeAll(ByteBuffer(hex: vector.hex), &decoder)
        #expect(violation == nil)
        #expect(events == [known.event])
        let written = known.write.map { bytes($0).hex }
        if let written { #expect(written == vector.hex) }
    }

    @Test("There is a vector for each frame type and each hello")
    func complete() {
        #expect(Set(Vector.all.map(\.name)) == Set(Self.values.keys))
        let types = Set(
            Self.values.values.compactMap { value -> FrameType? in
                if case .frame(let frame) = value.event { return frame.type }
                return nil
            })
        #expect(types == Set(FrameType.allCases))
    }

    struct Known: Sendable {
        var event: DecodedEvent
        var expectation = FrameDecoder.Expectation.frames
        var hasChecksum = true
        /// Writes the bytes anew; nil where this implementation never sends them.
        var write: (@Sendable (inout ByteBuffer) -> Void)?
    }

    static let method = "hyperfleet.v1.ClusterService/Get"
    static let message = ByteBuffer(hex: "0a0161")

    static func frame(
        _ type: FrameType, _ flags: FrameFlags, _ stream: UInt32, checksums: Bool = true,
        _ payload: @escaping @Sendable (inout ByteBuffer) -> Void
    ) -> Known {
        let event = DecodedEvent.frame(Frame(type: type, flags: flags, stream: stream, payload: bytes(payload)))
        return Known(event: event, hasChecksum: checksums) { buffer in
            let writer = FrameWriter(writesChecksums: checksums)
            let open = writer.begin(type, stream: stream, in: &buffer)
            payload(&buffer)
            writer.finish(open, flags: flags, in: &buffer)
        }
    }

    static func call(_ stream: UInt32, _ head: CallHead, checksums: Bool = true) -> Known {
        frame(.call, [.endOfRequest, .hasMessage], stream, checksums: checksums) { buffer in
            do { try head.write(into: &buffer, metadataLimit: 16 << 10) } catch { Issue.record(error) }
            buffer.writeImmutableBuffer(message)
        }
    }

    static let full = RPCError(
        .invalidArgument, reason: "HYPERFLEET-VAL-000", message: "the request is not valid",
        violations: [
            FieldViolation(field: "name", rule: "pattern", message: "must match", value: "A!"),
            FieldViolation(field: "spec", rule: "required", message: "is missing"),
        ], details: ["resource_version": "7"], retryAfter: .milliseconds(250), processed: .no)

    static func limits(calls: UInt32) -> PeerLimits {
        PeerLimits(
            messageBytes: 4_194_304, streamWindowBytes: 262_144, connectionWindowBytes: 4_194_304,
            concurrentCalls: calls, keepaliveMilliseconds: 15_000)
    }

    static func hello(_ hello: ServerHello) -> Known {
        Known(event: .serverHello(hello), expectation: .serverHello) { hello.write(into: &$0) }
    }

    static let clientHello = ClientHello(capabilities: [.checksums], limits: limits(calls: 0), software: "hfctl/1.0")

    static let streamingHello = ClientHello(capabilities: [.checksums, .streaming], limits: limits(calls: 0))

    static func head(_ head: CallHead, into buffer: inout ByteBuffer) {
        do { try head.write(into: &buffer, metadataLimit: 16 << 10) } catch { Issue.record(error) }
    }

    static let goAway = GoAway(
        code: .drain, lastStream: 0x7FFF_FFFF, reconnectWindowMilliseconds: 5_000, message: "the server is stopping")

    static func goAway(_ goAway: GoAway, final: Bool) -> Known {
        var known = frame(.goAway, final ? [.final] : [], 0) { buffer in
            buffer.writeMultipleIntegers(goAway.code.rawValue, goAway.lastStream, goAway.reconnectWindowMilliseconds)
            buffer.writeInteger(UInt16(goAway.message.utf8.count))
            buffer.writeString(goAway.message)
        }
        known.write = { FrameWriter(writesChecksums: true).writeGoAway(goAway, final: final, into: &$0) }
        return known
    }

    static let values: [String: Known] = [
        "client-hello": Known(event: .clientHello(clientHello), expectation: .clientHello) {
            clientHello.write(into: &$0)
        },
        "server-hello-accepted": hello(
            .accepted(ServerHello.Acceptance(version: 1, capabilities: [.checksums], limits: limits(calls: 256)))),
        "server-hello-refused": hello(
            .refused(ServerHello.Refusal(cause: .version, message: "no common version"))),
        "server-hello-busy": hello(
            .refused(ServerHello.Refusal(cause: .busy, retryAfterMilliseconds: 1_000, message: "busy"))),
        "call": call(1, CallHead(method: method, timeoutMilliseconds: 30_000)),
        "call-without-checksum": call(1, CallHead(method: method, timeoutMilliseconds: 30_000), checksums: false),
        "call-with-fields": call(
            3,
            CallHead(
                method: method, traceParent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                idempotencyKey: "key-1",
                metadata: Metadata([
                    Metadata.Entry(name: "team", value: .text("core")),
                    Metadata.Entry(name: "token", value: .binary([0x00, 0xFF])),
                ]))),
        "client-hello-streaming": Known(event: .clientHello(streamingHello), expectation: .clientHello) {
            streamingHello.write(into: &$0)
        },
        "server-hello-streaming": hello(
            .accepted(
                ServerHello.Acceptance(
                    version: 1, capabilities: [.checksums, .streaming], limits: limits(calls: 256)))),
        "call-open": frame(.call, [], 5) { head(CallHead(method: "hyperfleet.v1.BenchService/Upload"), into: &$0) },
        "call-first-part": frame(.call, [.hasMessage, .more], 7) {
            head(CallHead(method: method), into: &$0)
            $0.writeBytes([0x0A, 0x01])
        },
        "message-whole": frame(.message, [.hasMessage], 1) { $0.writeImmutableBuffer(message) },
        "message-last": frame(.message, [.hasMessage, .endOfRequest], 5) { $0.writeImmutableBuffer(message) },
        "message-end": frame(.message, [.endOfRequest], 5) { _ in },
        "end-of-stream": frame(.end, [], 1) { CallStatus.writeSuccess(into: &$0) },
        "credit-connection": frame(.credit, [], 0) { $0.writeInteger(UInt32(2 << 20)) },
        "message": frame(.message, [.hasMessage, .more], 1) { $0.writeBytes([1, 2]) },
        "end": frame(.end, [.hasMessage], 1) {
            CallStatus.writeSuccess(into: &$0)
            $0.writeImmutableBuffer(message)
        },
        "end-not-found": frame(.end, [], 1) {
            CallStatus.write(
                RPCError(.notFound, reason: "HYPERFLEET-NTF-001", message: "no such cluster", processed: .no),
                into: &$0)
        },
        "end-with-fields": frame(.end, [], 3) { CallStatus.write(full, into: &$0) },
        "cancel": frame(.cancel, [], 1) { $0.writeInteger(UInt8(1)) },
        "cancel-deadline": frame(.cancel, [], 1) { $0.writeInteger(UInt8(4)) },
        "credit": frame(.credit, [], 1) { $0.writeInteger(UInt32(65_536)) },
        "ping": frame(.ping, [], 0) { $0.writeInteger(UInt64(1)) },
        "pong": frame(.pong, [], 0) { $0.writeInteger(UInt64(1)) },
        "goaway": goAway(goAway, final: false),
        "goaway-final": goAway(
            GoAway(
                code: .drain, lastStream: 5, reconnectWindowMilliseconds: 5_000, message: "the server is stopping"),
            final: true),
        "goaway-violation": goAway(
            GoAway(code: .checksumMismatch, lastStream: 1, message: "the checksum of a frame does not match"),
            final: true),
        "ignorable": Known(event: .skipped),
    ]
}
