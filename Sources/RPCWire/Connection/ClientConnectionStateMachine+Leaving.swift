internal import NIOCore
internal import RPCCore

/// How the connection is left, by either side, and the frames that keep it alive.
extension ClientConnectionStateMachine {
    /// The socket is gone: names every call that somebody still waits for, and whether it may have had an effect.
    package mutating func connectionLost() -> [LostCall] {
        let lost = streams.filter { $0.value.isAwaited }.keys.sorted()
        state = .closed
        streams = [:]
        return lost.map { LostCall(stream: $0, processed: .maybe) }
    }

    /// The client wants no more calls here; running ones are finished.
    package mutating func leaveBegan() {
        switch state {
        case .awaitingHello: state = .leavingEarly
        case .open: state = .leaving
        case .leavingEarly, .leaving, .closed: break
        }
    }

    mutating func receivedPing(_ frame: Frame, now: ContinuousClock.Instant) -> ClientFrameAction {
        guard frame.payload.readableBytes == 8,
            let id = frame.payload.getInteger(at: frame.payload.readerIndex, as: UInt64.self)
        else { return violated(.protocolError, "a PING frame does not hold eight bytes") }
        return charged(now: now) ?? .sendPong(id)
    }

    mutating func receivedGoAway(_ frame: Frame) -> ClientFrameAction {
        let goAway: GoAway
        do throws(WireViolation) {
            goAway = try GoAway(payload: frame.payload)
        } catch {
            return violated(error.code, error.message)
        }
        farewell = goAway.message
        state = .leaving
        var notProcessed: [UInt32] = []
        if frame.flags.contains(.final) {
            for (stream, call) in streams where stream > goAway.lastStream {
                streams[stream] = nil
                forget(stream)
                if call.isAwaited { notProcessed.append(stream) }
            }
        }
        return .leave(
            notProcessed: notProcessed.sorted(),
            reconnectWindow: .milliseconds(goAway.reconnectWindowMilliseconds))
    }
}
