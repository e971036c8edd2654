internal import Logging
internal import NIOCore
internal import RPCCore
internal import RPCWire
internal import Synchronization

extension ClientConnection {
    /// Events of one read, on the loop.
    func received(_ events: [DecodedEvent], violation: WireViolation?) {
        let now = ContinuousClock.now
        let effects = state.withLock { state -> Effects in
            var effects = Effects()
            if state.keepalive?.heard(now: now) == true, let check = state.keepalive?.nextCheck {
                arm(by: check, in: &state)
            }
            for event in events {
                received(event, now: now, in: &state, effects: &effects)
            }
            if let violation { leave(for: violation, in: &state, effects: &effects) }
            writeGrants(in: &state, effects: &effects)
            if !state.waiting.isEmpty { sendWaiting(in: &state, effects: &effects) }
            if state.machine.isFinished {
                state.closeReason = state.closeReason ?? "the server is stopping"
                effects.closes = true
            }
            return effects
        }
        // The caller is on the loop and flushes by itself: nothing is woken.
        perform(effects)
    }

    private func received(
        _ event: DecodedEvent, now: ContinuousClock.Instant, in state: inout State, effects: inout Effects
    ) {
        switch event {
        case .frame(let frame): run(state.machine.received(frame, now: now), in: &state, effects: &effects)
        case .oversized(let type, let stream, _):
            run(state.machine.receivedOversized(type, stream: stream), in: &state, effects: &effects)
        case .skipped: run(state.machine.receivedSkipped(now: now), in: &state, effects: &effects)
        case .serverHello(let hello): greet(hello, now: now, in: &state, effects: &effects)
        case .foreign(.tls):
            leave(
                for: WireViolation(.protocolError, "the server speaks TLS, and this client was told of none"),
                in: &state, effects: &effects)
        case .clientHello, .foreign:
            leave(
                for: WireViolation(.protocolError, "the server does not speak hfrpc"), in: &state, effects: &effects)
        }
    }

    private func greet(
        _ hello: ServerHello, now: ContinuousClock.Instant, in state: inout State, effects: inout Effects
    ) {
        state.handshakeEndsAt = nil
        switch state.machine.received(hello) {
        case .ready(let acceptance):
            state.wasReady = true
            effects.becameReady = true
            let checksums = acceptance.capabilities.contains(.checksums)
            state.writer.writesChecksums = checksums
            if case .connected(let handler) = state.phase { handler.checksChecksums = checksums }
            state.keepalive = KeepaliveStateMachine(
                interval: .milliseconds(acceptance.limits.keepaliveMilliseconds),
                timeout: configuration.limits.keepaliveTimeout, now: now)
            if let check = state.keepalive?.nextCheck { arm(by: check, in: &state) }
            sendWaiting(in: &state, effects: &effects)
        case .refused(let refusal):
            state.closeReason = "\(address) refused the connection"
            var error = RPCError(
                .unavailable, message: "\(address) refused the connection: \(refusal.message)", processed: .no)
            if refusal.retryAfterMilliseconds > 0 { error.retryAfter = .milliseconds(refusal.retryAfterMilliseconds) }
            for call in state.running.values {
                guard let continuation = call.continuation else { continue }
                effects.resumed.append((continuation, .unreachable(error)))
            }
            state.running = [:]
            effects.closes = true
        case .closeFor(let violation):
            leave(for: violation, in: &state, effects: &effects)
        }
    }

    private func run(_ action: ClientFrameAction, in state: inout State, effects: inout Effects) {
        switch action {
        case .none, .placeFreed: break
        case .answered(let stream, let message):
            guard let continuation = state.running.removeValue(forKey: stream)?.continuation else { return }
            effects.resumed.append((continuation, .answered(message)))
        case .failed(let stream, let error): fail(stream, error, in: &state, effects: &effects)
        case .wakeReader(let stream): wakeReader(stream, in: &state, effects: &effects)
        case .streamEnded(let stream, let rest, let error):
            state.running[stream] = nil
            endStream(
                stream, rest: rest, error.map { .failure($0) } ?? .success(()), in: &state, effects: &effects)
        case .abandonCall(let stream, let error):
            fail(stream, error, in: &state, effects: &effects)
            state.writer.writeCancel(stream: stream, cause: .cancelled, into: &state.outbound)
        case .sendMore: break
        case .sendPong(let id): state.writer.writePong(id, into: &state.outbound)
        case .leave(let notProcessed, let reconnectWindow):
            effects.leaves = true
            effects.reconnectWindow = max(effects.reconnectWindow, reconnectWindow)
            let error = RPCError(.unavailable, message: "\(address) is stopping", processed: .no)
            for stream in notProcessed {
                // A unary call goes elsewhere by itself; of a stream its caller may have seen something.
                if let continuation = state.running[stream]?.continuation {
                    state.running[stream] = nil
                    effects.resumed.append((continuation, .moved))
                } else {
                    fail(stream, error, in: &state, effects: &effects)
                }
            }
            for call in state.waiting { effects.resumed.append((call.continuation, .moved)) }
            state.waiting = []
        case .closeFor(let violation): leave(for: violation, in: &state, effects: &effects)
        }
    }

    /// The server broke the protocol: says so and closes.
    private func leave(for violation: WireViolation, in state: inout State, effects: inout Effects) {
        logger.warning(
            "the server broke the protocol",
            metadata: ["address": "\(address)", "code": "\(violation.code)", "violation": "\(violation.message)"])
        state.writer.writeGoAway(
            GoAway(code: violation.code, lastStream: 0, message: violation.message), final: true,
            into: &state.outbound)
        state.closeReason = "\(address) broke the protocol: \(violation.message)"
        effects.leaves = true
        effects.closes = true
    }
}
