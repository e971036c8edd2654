internal import NIOCore
internal import RPCCore
internal import RPCWire
internal import Synchronization

extension ClientConnection {
    /// Sees to it that the clock is looked at by `instant` at the latest.
    func arm(by instant: ContinuousClock.Instant, in state: inout State) {
        if let timerAt = state.timerAt, timerAt <= instant { return }
        state.timer?.cancel()
        state.timerAt = instant
        state.timer = eventLoop.scheduleTask(in: TimeAmount(until: instant, from: .now)) { self.timePassed() }
    }

    func timePassed() {
        let now = ContinuousClock.now
        let effects = state.withLock { state -> Effects in
            var effects = Effects()
            state.timer = nil
            state.timerAt = nil
            if case .closed = state.phase { return effects }
            for (stream, call) in state.running {
                guard let deadline = call.deadline, deadline <= now else { continue }
                abandon(
                    stream, cause: .deadlineExceeded, with: .deadlineExceeded(.maybe), in: &state, effects: &effects)
            }
            state.waiting.removeAll { call in
                guard let deadline = call.request.deadline, deadline <= now else { return false }
                effects.resumed.append((call.continuation, .failed(.deadlineExceeded(.no))))
                return true
            }
            if let end = state.handshakeEndsAt, now >= end {
                state.closeReason = "\(address) did not answer the hello within \(configuration.connectTimeout)"
                effects.closes = true
            }
            switch state.keepalive?.timeChecked(now: now) {
            case .sendPing(let id):
                state.writer.writePing(id, into: &state.outbound)
                wake(in: &state, effects: &effects)
            case .close:
                state.closeReason = "nothing was heard of \(address) for too long"
                effects.closes = true
            case .some(.none), nil: break
            }
            armForNext(in: &state)
            return effects
        }
        perform(effects)
    }

    private func armForNext(in state: inout State) {
        var next = [state.keepalive?.nextCheck, state.handshakeEndsAt].compactMap { $0 }.min()
        for deadline in state.running.values.lazy.compactMap(\.deadline) { next = min(next ?? deadline, deadline) }
        for deadline in state.waiting.lazy.compactMap(\.request.deadline) { next = min(next ?? deadline, deadline) }
        if let next { arm(by: next, in: &state) }
    }
}
