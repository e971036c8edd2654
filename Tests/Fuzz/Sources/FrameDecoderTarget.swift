import NIOCore

@testable import RPCWire

/// The frame decoder: no read sizes may change what the same bytes come to, and no more may be kept than one frame.
enum FrameDecoderTarget {
    private struct Outcome: Equatable {
        var events: [DecodedEvent] = []
        var violation: WireViolation?
    }

    static func run(_ reader: inout InputReader) throws(BrokenInvariant) {
        let setup = Setup(&reader)
        let sizes = reader.bytes(8).map { (Int($0) + 1) * setup.sizeUnit }
        let input = setup.stream(&reader)
        let whole = try decode(input, sizes: [input.readableBytes], setup)
        let split = try decode(input, sizes: sizes, setup)
        try require(whole == split, "one read gives \(whole), reads of \(sizes) give \(split)")
        try checkEvents(whole.events, inputBytes: input.readableBytes, setup)
    }

    // MARK: Setting up

    /// How the decoder is made, and what is done to the input before it.
    private struct Setup {
        let expectation: FrameDecoder.Expectation
        let checksChecksums: Bool
        /// Whether the frames' checksums are set right, so that what lies behind the check is reached.
        let mendsChecksums: Bool
        let messageLimit: Int
        /// Zeros behind the input: the payload of a frame too long to be an input.
        let padding: Int

        /// What sizes of reads are counted in, so that a long input takes no more reads than a short one.
        var sizeUnit: Int { padding > 0 ? 333 : 1 }

        init(_ reader: inout InputReader) {
            let bits = reader.byte()
            expectation = [.frames, .clientHello, .serverHello, .frames][Int(bits & 3)]
            checksChecksums = bits & 4 != 0
            mendsChecksums = bits & 8 != 0
            messageLimit = [0, 16, 300, 4_096][Int(bits >> 4 & 3)]
            padding = bits & 64 != 0 ? 70_000 : 0
        }

        func stream(_ reader: inout InputReader) -> ByteBuffer {
            var stream = reader.remainingBuffer()
            stream.writeRepeatingByte(0, count: padding)
            if mendsChecksums { mendChecksums(&stream) }
            return stream
        }

        /// Walks over the frames as their lengths say and sets their checksums.
        private func mendChecksums(_ stream: inout ByteBuffer) {
            // Read from here, so that writing below does not copy the storage for each frame.
            let given = stream
            var start = 0
            while let header = FrameHeader(peeking: given.slice(from: start)) {
                let behind = start + WireConstants.frameHeaderBytes
                guard let payload = given.getSlice(at: behind, length: Int(header.length)) else { return }
                stream.setInteger(CRC32C.checksum(payload, seed: header.checksumSeed), at: start + 12)
                start = behind + payload.readableBytes
            }
        }
    }

    // MARK: Decoding

    /// Feeds `input` in reads of `sizes`, over and over.
    private static func decode(
        _ input: ByteBuffer, sizes: [Int], _ setup: Setup
    ) throws(BrokenInvariant) -> Outcome {
        var decoder = FrameDecoder(
            expecting: setup.expectation, messageLimit: setup.messageLimit, checksChecksums: setup.checksChecksums)
        var rest = input
        var outcome = Outcome()
        var turn = 0
        while rest.readableBytes > 0, outcome.violation == nil {
            let size = sizes.isEmpty ? setup.sizeUnit : sizes[turn % sizes.count]
            turn += 1
            guard let part = rest.readSlice(length: min(size, rest.readableBytes)) else { break }
            decoder.feed(part)
            drain(&decoder, into: &outcome)
            try require(
                decoder.pendingBytes <= longestKept(setup.messageLimit) || outcome.violation != nil,
                "\(decoder.pendingBytes) bytes are kept")
        }
        guard outcome.violation != nil else { return outcome }
        let before = outcome.events.count
        decoder.feed(rest)
        drain(&decoder, into: &outcome)
        try require(outcome.events.count == before, "something is read after a violation")
        return outcome
    }

    private static func drain(_ decoder: inout FrameDecoder, into outcome: inout Outcome) {
        do throws(WireViolation) {
            while let event = try decoder.next() { outcome.events.append(event) }
        } catch {
            outcome.violation = error
        }
    }

    /// A frame that is being skipped counts, but is not kept.
    private static func longestKept(_ messageLimit: Int) -> Int {
        max(longestPayload(messageLimit) + WireConstants.frameHeaderBytes, WireConstants.payloadBytesMaximum)
    }

    private static func longestPayload(_ messageLimit: Int) -> Int {
        max(
            messageLimit + WireConstants.headBytesMaximum + CallStatus.successBytes,
            WireConstants.controlPayloadBytesMaximum)
    }

    private static func checkEvents(
        _ events: [DecodedEvent], inputBytes: Int, _ setup: Setup
    ) throws(BrokenInvariant) {
        var bytes = 0
        for event in events {
            switch event {
            case .frame(let frame):
                bytes += WireConstants.frameHeaderBytes + frame.payload.readableBytes
                try require(
                    frame.payload.readableBytes <= longestPayload(setup.messageLimit), "a frame is too long: \(frame)")
                try require(
                    frame.type.knownFlags.isSuperset(of: frame.flags), "a frame has a flag of no meaning: \(frame)")
            case .oversized, .skipped:
                bytes += WireConstants.frameHeaderBytes
            case .clientHello, .serverHello, .foreign:
                try require(setup.expectation != .frames, "a hello where frames were expected")
            }
        }
        try require(bytes <= inputBytes, "events of \(bytes) bytes from \(inputBytes)")
    }
}

extension ByteBuffer {
    fileprivate func slice(from start: Int) -> ByteBuffer {
        getSlice(at: start, length: max(0, writerIndex - start)) ?? ByteBuffer()
    }
}
