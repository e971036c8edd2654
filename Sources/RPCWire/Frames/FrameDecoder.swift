package import NIOCore

/// Cuts what comes from a socket into hellos and frames; keeps no more than one frame that is not complete.
///
/// A length is checked before anything is kept for it. A frame whose message is too long is not kept: its bytes are
/// counted and checked as they come and dropped, so that the call can be refused and the connection goes on.
package struct FrameDecoder: Sendable {
    /// What must come next.
    package enum Expectation: Sendable, Hashable {
        case clientHello
        case serverHello
        case frames
    }

    private enum State {
        /// Can transition to: frames, failed.
        case hello(Expectation)
        /// Can transition to: skipping, failed.
        case frames
        /// The rest of a frame that is not kept. Can transition to: frames, failed.
        case skipping(Skipping)
        /// Nothing more is read.
        case failed
    }

    private struct Skipping {
        let header: FrameHeader
        let event: DecodedEvent
        var bytesLeft: Int
        var checksum: UInt32
    }

    private var state: State
    private var pending = ByteBuffer()
    /// Whether `pending` shares its storage with nobody, so that more can be written behind it in place.
    private var pendingIsOwn = false
    /// The longest message that this side takes, in bytes.
    private let messageLimit: Int
    /// Whether frames carry checksums: as negotiated, and before that as offered.
    package var checksChecksums: Bool

    package init(expecting: Expectation, messageLimit: Int, checksChecksums: Bool = true) {
        self.state = expecting == .frames ? .frames : .hello(expecting)
        self.messageLimit = messageLimit
        self.checksChecksums = checksChecksums
    }

    /// Bytes of a hello or frame that has begun and is not complete; a peer that adds nothing to them has stalled.
    package var pendingBytes: Int {
        switch state {
        case .hello, .frames: pending.readableBytes
        case .skipping(let skipping): max(1, Int(skipping.header.length) - skipping.bytesLeft)
        case .failed: 0
        }
    }

    /// Takes in what was read.
    package mutating func feed(_ bytes: consuming ByteBuffer) {
        if pending.readableBytes == 0 {
            pending = bytes
            pendingIsOwn = false
        } else if pendingIsOwn {
            pending.writeBuffer(&bytes)
        } else {
            // Slices given out keep the old storage: what is left moves, rather than all that the storage holds.
            var joined = ByteBuffer()
            joined.reserveCapacity(pending.readableBytes + bytes.readableBytes)
            joined.writeBuffer(&pending)
            joined.writeBuffer(&bytes)
            pending = joined
            pendingIsOwn = true
        }
    }

    /// The next hello or frame; nil when more bytes are needed.
    ///
    /// - Throws: what ends the connection. Nothing more is read after that.
    package mutating func next() throws(WireViolation) -> DecodedEvent? {
        switch state {
        case .hello(let expectation): return try nextHello(expectation)
        case .frames: return try nextFrame()
        case .skipping(let skipping): return try skip(skipping)
        case .failed: return nil
        }
    }

    private mutating func fail(_ violation: WireViolation) -> WireViolation {
        state = .failed
        pending = ByteBuffer()
        return violation
    }

    private mutating func nextHello(_ expectation: Expectation) throws(WireViolation) -> DecodedEvent? {
        switch HelloEnvelope.read(from: &pending) {
        case .incomplete: return nil
        case .foreign(let bytes):
            state = .failed
            return .foreign(bytes)
        case .broken(let violation): throw fail(violation)
        case .body(let body):
            do throws(WireViolation) {
                let event: DecodedEvent =
                    expectation == .clientHello
                    ? .clientHello(try ClientHello(body: body)) : .serverHello(try ServerHello(body: body))
                state = .frames
                return event
            } catch {
                throw fail(error)
            }
        }
    }

    private mutating func nextFrame() throws(WireViolation) -> DecodedEvent? {
        guard let header = FrameHeader(peeking: pending) else { return nil }
        let verdict: FrameVerdict
        do throws(WireViolation) {
            verdict = try FrameVerdict(on: header, messageLimit: messageLimit)
        } catch {
            throw fail(error)
        }
        switch verdict {
        case .keep(let type):
            let total = WireConstants.frameHeaderBytes + Int(header.length)
            guard pending.readableBytes >= total else { return nil }
            pending.moveReaderIndex(forwardBy: WireConstants.frameHeaderBytes)
            guard let payload = pending.readSlice(length: Int(header.length)) else { return nil }
            pendingIsOwn = false
            if checksChecksums, CRC32C.checksum(payload, seed: header.checksumSeed) != header.checksum {
                throw fail(.checksum)
            }
            return .frame(
                Frame(
                    type: type, flags: header.flags.subtracting(.ignorableBits), stream: header.stream,
                    payload: payload))
        case .skip(let event):
            pending.moveReaderIndex(forwardBy: WireConstants.frameHeaderBytes)
            return try skip(
                Skipping(header: header, event: event, bytesLeft: Int(header.length), checksum: header.checksumSeed))
        }
    }

    private mutating func skip(_ begun: Skipping) throws(WireViolation) -> DecodedEvent? {
        var skipping = begun
        let count = min(skipping.bytesLeft, pending.readableBytes)
        if let part = pending.readSlice(length: count), checksChecksums {
            skipping.checksum = CRC32C.checksum(part, seed: skipping.checksum)
        }
        skipping.bytesLeft -= count
        guard skipping.bytesLeft == 0 else {
            pending = ByteBuffer()
            state = .skipping(skipping)
            return nil
        }
        guard !checksChecksums || skipping.checksum == skipping.header.checksum else { throw fail(.checksum) }
        state = .frames
        return skipping.event
    }
}

extension WireViolation {
    fileprivate static let checksum = WireViolation(.checksumMismatch, "the checksum of a frame does not match")
}
