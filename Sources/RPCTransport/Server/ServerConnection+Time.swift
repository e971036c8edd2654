internal import NIOCore
internal import RPCCore
internal import RPCWire

extension ServerConnection {
    /// Sees to it that the clock is looked at by `instant` at the latest.
    func arm(by instant: ContinuousClock.Instant) {
        if let timerAt, timerAt <= instant { return }
        guard !isLeaving else { return }
        timer?.cancel()
        timerAt = instant
        timer = eventLoop.scheduleTask(in: TimeAmount(until: instant, from: .now)) { self.timePassed() }
    }

    private func timePassed() {
        timer = nil
        timerAt = nil
        guard !isLeaving else { return }
        now = .now
        expireCalls()
        endStalledSends()
        if machine.awaitsHello, now >= openedAt.advanced(by: limits.handshakeTimeout) {
            note(WireViolation(.stalled, "no hello came in time"))
            return refuse(machine.handshakeFailed(.timeout, "no hello came in time"))
        }
        if stall.timeChecked(now: now), !machine.awaitsHello {
            return violated(WireViolation(.stalled, "a frame was begun and not finished"))
        }
        if let since = writesStalledAt, now >= since.advanced(by: limits.stalledWriteTimeout) {
            note(WireViolation(.stalled, "the peer does not read"))
            context?.close(promise: nil)
            return
        }
        if let end = drainNoticeEndsAt, now >= end {
            drainNoticeEndsAt = nil
            drainNoticeTimedOut()
        }
        switch keepalive?.timeChecked(now: now) {
        case .sendPing(let id):
            writer.writePing(id, into: &outbound)
            scheduleFlush()
        case .close(let violation): return violated(violation)
        case .some(.none), nil: break
        }
        armForNext()
    }

    private func drainNoticeTimedOut() {
        switch machine.drainNoticeTimedOut() {
        case .none: break
        case .sendFinalGoAway(let goAway):
            writer.writeGoAway(goAway, final: true, into: &outbound)
            scheduleFlush()
        case .sendFinalGoAwayAndClose(let goAway):
            writer.writeGoAway(goAway, final: true, into: &outbound)
            leave()
        }
    }

    private func armForNext() {
        guard !isLeaving else { return }
        let moments = [
            machine.awaitsHello ? openedAt.advanced(by: limits.handshakeTimeout) : nil, machine.earliestDeadline,
            machine.nextSendStall, stall.nextCheck, writesStalledAt?.advanced(by: limits.stalledWriteTimeout),
            drainNoticeEndsAt,
            keepalive?.nextCheck,
        ]
        if let next = moments.compactMap({ $0 }).min() { arm(by: next) }
    }
}
