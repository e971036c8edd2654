import HyperFleetModel
import HyperFleetProto
import NIOCore
import RPCCore
import Testing

@Suite("Bytes that are no message are refused, with the field and the place")
struct MalformedMessageTests {
    private func expectMalformed(
        _ error: RPCError?, field: String, rule: String, says text: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(error?.code == .invalidArgument, sourceLocation: sourceLocation)
        #expect(error?.reason == ErrorReason.malformedRequest.rawValue, sourceLocation: sourceLocation)
        #expect(error?.violations.map(\.field) == [field], sourceLocation: sourceLocation)
        #expect(error?.violations.map(\.rule) == [rule], sourceLocation: sourceLocation)
        #expect(error?.message.contains(text) == true, "\(error?.message ?? "")", sourceLocation: sourceLocation)
        #expect(error?.processed == .no, sourceLocation: sourceLocation)
    }

    @Test("cut at every byte")
    func truncated() {
        let whole = bytes(hex: GoldenBytes.getClusterAnswer)
        for length in 1..<whole.count {
            let error = refusal(GetClusterResponse.self, Array(whole.prefix(length)))
            #expect(error?.reason == ErrorReason.malformedRequest.rawValue, "\(length) bytes")
            #expect(error?.violations.map(\.rule) == ["truncated"], "\(length) bytes")
        }
        #expect(refusal(GetClusterResponse.self, [])?.violations.map(\.field) == ["cluster"])
    }

    @Test("cut at every byte inside its messages")
    func truncatedInside() {
        let metadata = Array(bytes(hex: GoldenBytes.getClusterAnswer).dropFirst(6).prefix(162))
        var whole: [Int] = []
        for length in 0..<metadata.count {
            let cluster = Wire.field(1, Array(metadata.prefix(length)))
            // What ends between two fields may lack the later ones; what ends inside one is malformed.
            guard let error = refusal(GetClusterResponse.self, Wire.field(1, cluster)) else {
                whole.append(length)
                continue
            }
            #expect(error.code == .invalidArgument, "\(length) bytes")
            let field = error.violations.first?.field ?? ""
            #expect(field.hasPrefix("cluster.metadata"), "\(length) bytes: \(field)")
        }
        #expect(whole == [138, 144, 160], "behind the last required field, and each optional one after it")
    }

    @Test("texts that are not UTF-8")
    func invalidUTF8() {
        let name = Wire.field(3, Array("abc".utf8) + [0xFF] + Array("defghijklmn".utf8))
        let cluster = Wire.field(1, Wire.field(1, "id") + name)
        expectMalformed(
            refusal(GetClusterResponse.self, Wire.field(1, cluster)), field: "cluster.metadata.name", rule: "utf8",
            says: "cluster.metadata.name: invalid UTF-8 at byte 13")
        let broken: [[UInt8]] = [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
            [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82],
            [0xC3], [0xC3, 0x28], [0xE2, 0x28, 0xA1], [0xF0, 0x9F, 0x9A, 0x41], [0xFE],
        ]
        for sequence in broken {
            for before in 0..<9 {
                let text = Array(repeating: UInt8(ascii: "a"), count: before) + sequence
                expectMalformed(
                    refusal(CreateClusterRequest.self, Wire.field(1, text)), field: "name", rule: "utf8",
                    says: "at byte \(2 + before)")
            }
        }
        for text in [
            "\u{7F}", "\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}",
        ] {
            #expect(
                refusal(CreateClusterRequest.self, Wire.field(1, "1234567" + text)) == nil, "\(text.unicodeScalars)")
        }
    }

    @Test("a NUL in a text")
    func nulInText() {
        for before in 0..<20 {
            let text = Array(repeating: UInt8(ascii: "a"), count: before) + [0] + Array("bcdefghijk".utf8)
            expectMalformed(
                refusal(CreateClusterRequest.self, Wire.field(1, text)), field: "name", rule: "nul",
                says: "name: a NUL in a text at byte \(2 + before)")
        }
        let entry = Wire.field(1, [0x61, 0]) + Wire.field(2, "value")
        let labels = Wire.field(1, Wire.field(1, "fine")) + Wire.field(1, entry)
        expectMalformed(
            refusal(CreateClusterRequest.self, Wire.field(2, labels)), field: "labels.entries[1].key", rule: "nul",
            says: "a NUL")
        #expect(refusal(CreateClusterRequest.self, Wire.field(3, [0, 0xFF, 0])) == nil, "spec is bytes, not a text")
    }

    @Test("a single message that is given twice")
    func repeatedMessage() {
        let reference = Wire.field(1, Wire.field(2, "north-1"))
        expectMalformed(
            refusal(GetClusterRequest.self, reference + reference), field: "cluster", rule: "unique",
            says: "a second value")
        let nodePool = Wire.field(2, Wire.field(1, "x"))
        let target = reference + nodePool + reference
        expectMalformed(
            refusal(ListAdapterStatusesRequest.self, Wire.field(1, target)), field: "target.cluster", rule: "unique",
            says: "a second value")
        // 64 KiB of them cost a merge each; the second is refused already.
        let many = Array(repeating: Wire.field(1, Wire.field(1, [])), count: 16_384).flatMap { $0 }
        expectMalformed(
            refusal(GetClusterResponse.self, Wire.field(1, many)), field: "cluster.metadata", rule: "unique",
            says: "byte")
    }

    @Test("wire types, tags and lengths that cannot be")
    func wireFormat() {
        expectMalformed(
            refusal(CreateClusterRequest.self, Wire.number(1, 5)), field: "name", rule: "wire_type", says: "byte 0")
        expectMalformed(
            refusal(DeleteClusterRequest.self, Wire.field(2, Wire.field(1, "a"))),
            field: "preconditions.if_resource_version", rule: "wire_type", says: "byte")
        for type: UInt64 in [3, 4, 6, 7] {
            expectMalformed(
                refusal(CreateClusterRequest.self, Wire.tag(99, type)), field: "", rule: "wire_type", says: "byte 0")
        }
        expectMalformed(refusal(EchoRequest.self, [0, 1]), field: "", rule: "field_number", says: "byte 0")
        expectMalformed(
            refusal(EchoRequest.self, Wire.number(1 << 29, 1)), field: "", rule: "field_number", says: "byte 0")
        expectMalformed(
            refusal(EchoRequest.self, [0x88, 0x80, 0x80, 0x80, 0x80, 0]), field: "", rule: "varint", says: "byte 0")
        let overlong = Wire.tag(3, 0) + Array(repeating: 0xFF, count: 10) + [1]
        expectMalformed(
            refusal(ReportRequest.self, overlong), field: "observed_generation", rule: "varint", says: "byte 1")
        for length: UInt64 in [2, 0x8000_0000, 0xFFFF_FFFF] {
            expectMalformed(
                refusal(EchoRequest.self, Wire.tag(1, 2) + Wire.varint(length) + [7]), field: "payload",
                rule: "truncated", says: "byte 1")
        }
        expectMalformed(
            refusal(EchoRequest.self, Wire.tag(1, 2) + Wire.varint(1 << 63) + [7]), field: "payload", rule: "varint",
            says: "byte 1")
    }

    @Test("groups deep in each other")
    func nestedGroups() {
        let deep = Array(repeating: Wire.tag(99, 3), count: 100_000).flatMap { $0 }
        expectMalformed(refusal(EchoRequest.self, deep), field: "", rule: "wire_type", says: "byte 0")
    }

    @Test("fields of a later version are ignored")
    func unknownFields() throws {
        let later =
            Wire.number(900, -1) + Wire.tag(901, 1) + Array(repeating: 1, count: 8) + Wire.field(902, [0xFF, 0])
            + Wire.tag(903, 5) + [1, 2, 3, 4]
        let cluster = Wire.field(1, later + Wire.field(2, "north-1") + later)
        let request = try decoded(GetClusterRequest.self, later + cluster + later)
        #expect(request.cluster == .name("north-1", owner: nil))
    }

    @Test("fields of a later version are limited in bytes")
    func tooMuchUnknown() {
        #expect(refusal(EchoRequest.self, Wire.field(99, Array(repeating: 7, count: 1_048_570))) == nil)
        expectMalformed(
            refusal(EchoRequest.self, Wire.field(99, Array(repeating: 7, count: 1_048_576))), field: "",
            rule: "unknown_size", says: "byte 0")
    }

    @Test("more fields than a message may have")
    func tooManyFields() {
        let many = Array(repeating: Wire.field(1, ""), count: 1_048_577).flatMap { $0 }
        expectMalformed(
            refusal(CreateClusterRequest.self, many), field: "", rule: "field_count", says: "byte 2097152")
    }

    @Test("a megabyte of empty messages takes bounded memory")
    func amplification() throws {
        let conditions = Array(repeating: Wire.field(5, ""), count: 524_288).flatMap { $0 }
        expectMalformed(
            refusal(ReportRequest.self, conditions), field: "", rule: "memory", says: "bytes of memory")
        let clusters = Array(repeating: Wire.field(1, ""), count: 524_288).flatMap { $0 }
        expectMalformed(
            refusal(ListClustersResponse.self, clusters), field: "", rule: "memory", says: "bytes of memory")
        // The thread's arena is as good as before.
        let payload: [UInt8] = [1, 2, 3]
        #expect(try decoded(EchoRequest.self, encoded(EchoRequest(payload: payload))).payload == payload)
    }
}
