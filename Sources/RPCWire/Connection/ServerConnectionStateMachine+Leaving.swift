internal import NIOCore

/// How the connection is left in good order, by either side, and the frames that keep it alive.
extension ServerConnectionStateMachine {
    /// The server stops: no new calls, those in transit still served.
    package mutating func drainBegan(reconnectWindow: Duration) -> ServerDrainAction {
        switch state {
        case .awaitingHello:
            state = .closed
            return .close
        case .open, .clientLeaving:
            state = .draining
            reconnectWindowMilliseconds = UInt32(clamping: reconnectWindow.milliseconds)
            let notice = goAway(lastStream: WireConstants.streamIDMaximum)
            return .sendGoAwayAndPing(notice, ping: Self.drainPing)
        case .draining, .finishing, .closed:
            return .none
        }
    }

    /// The client did not answer the first step in time.
    package mutating func drainNoticeTimedOut() -> ServerDrainTimeoutAction {
        switch state {
        case .draining:
            let notice = fixLastStream()
            return streams.isEmpty ? .sendFinalGoAwayAndClose(notice) : .sendFinalGoAway(notice)
        case .awaitingHello, .open, .finishing, .clientLeaving, .closed:
            return .none
        }
    }

    /// The socket is gone, or is being closed: names the calls whose handlers must be cancelled.
    package mutating func connectionLost() -> [UInt32] {
        state = .closed
        return streams.keys.sorted()
    }

    mutating func receivedPing(_ frame: Frame, now: ContinuousClock.Instant) -> ServerFrameAction {
        guard frame.payload.readableBytes == 8,
            let id = frame.payload.getInteger(at: frame.payload.readerIndex, as: UInt64.self)
        else { return violated(.protocolError, "a PING frame does not hold eight bytes") }
        return charged(now: now) ?? .sendPong(id)
    }

    mutating func receivedPong(_ frame: Frame, now: ContinuousClock.Instant) -> ServerFrameAction {
        guard frame.payload.readableBytes == 8,
            let id = frame.payload.getInteger(at: frame.payload.readerIndex, as: UInt64.self)
        else { return violated(.protocolError, "a PONG frame does not hold eight bytes") }
        if let flood = charged(now: now) { return flood }
        switch state {
        case .draining where id == Self.drainPing:
            let notice = fixLastStream()
            return streams.isEmpty ? .sendFinalGoAwayAndClose(notice) : .sendFinalGoAway(notice)
        case .awaitingHello, .open, .draining, .finishing, .clientLeaving, .closed:
            return .none
        }
    }

    mutating func receivedGoAway(_ frame: Frame) -> ServerFrameAction {
        do throws(WireViolation) {
            _ = try GoAway(payload: frame.payload)
        } catch {
            return closed(error)
        }
        switch state {
        case .open, .clientLeaving:
            state = .clientLeaving
        case .awaitingHello, .draining, .finishing, .closed:
            return .none
        }
        guard streams.isEmpty else { return .none }
        state = .closed
        return .close
    }

    private mutating func fixLastStream() -> GoAway {
        state = streams.isEmpty ? .closed : .finishing
        return goAway(lastStream: greatestStream)
    }

    private func goAway(lastStream: UInt32) -> GoAway {
        GoAway(
            code: .drain, lastStream: lastStream, reconnectWindowMilliseconds: reconnectWindowMilliseconds,
            message: "the server is stopping")
    }

    /// What a GOAWAY for `violation` says: calls up to the greatest stream may have been processed.
    package func goAway(for violation: WireViolation) -> GoAway {
        GoAway(code: violation.code, lastStream: greatestStream, message: violation.message)
    }
}
