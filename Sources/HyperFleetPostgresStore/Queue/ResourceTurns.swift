internal import HyperFleetModel
internal import HyperFleetService
internal import Synchronization

/// A line in front of each resource: whoever writes one first takes its turn, in the order of coming.
///
/// So one resource's writes hold one connection of this process at a time, however many wait for it; without this a
/// single hot cluster would hold them all, each waiting for the same row lock. A waiter that is cancelled leaves the
/// line.
final class ResourceTurns: Sendable {
    private enum Answer: Sendable {
        case turn
        case cancelled
        case overloaded
    }

    private struct Waiter {
        let ticket: UInt64
        let continuation: CheckedContinuation<Answer, Never>
    }

    private struct State {
        /// Who waits behind whom; a resource is a key exactly while someone has its turn.
        var lines: [ResourceID: [Waiter]] = [:]
        var waiting = 0
        var nextTicket: UInt64 = 0
        /// Tickets given out that have not come to the line yet; a ticket cancelled before that is not among them.
        var arriving: Set<UInt64> = []
    }

    private let maxWaiting: Int
    private let state = Mutex(State())

    /// Turns for which at most `maxWaiting` callers wait, over all resources.
    init(maxWaiting: Int) {
        self.maxWaiting = maxWaiting
    }

    /// How many wait now.
    var waiting: Int { state.withLock { $0.waiting } }

    /// Returns when it is the caller's turn, which it must give back by `leave`.
    func enter(_ id: ResourceID) async throws(StoreError) {
        let ticket: UInt64? = state.withLock { state in
            if state.lines[id] == nil {
                state.lines[id] = []
                return nil
            }
            state.nextTicket += 1
            state.arriving.insert(state.nextTicket)
            return state.nextTicket
        }
        guard let ticket else { return }
        let answer = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waiter = Waiter(ticket: ticket, continuation: continuation)
                if let answer = state.withLock({ join(&$0, waiter, id) }) { continuation.resume(returning: answer) }
            }
        } onCancel: {
            cancel(ticket, id)
        }
        switch answer {
        case .turn: return
        case .cancelled: throw .cancelled
        case .overloaded: throw .overloaded(retryAfter: .seconds(1))
        }
    }

    /// Gives the turn to the next in line.
    func leave(_ id: ResourceID) {
        let next: Waiter? = state.withLock { state in
            guard let line = state.lines[id], !line.isEmpty else {
                state.lines[id] = nil
                return nil
            }
            state.waiting -= 1
            return state.lines[id]?.removeFirst()
        }
        next?.continuation.resume(returning: .turn)
    }

    /// Puts a waiter into the line; its answer where it need not wait.
    private func join(_ state: inout State, _ waiter: Waiter, _ id: ResourceID) -> Answer? {
        guard state.arriving.remove(waiter.ticket) != nil else { return .cancelled }
        guard state.lines[id] != nil else {
            state.lines[id] = []
            return .turn
        }
        guard state.waiting < maxWaiting else { return .overloaded }
        state.waiting += 1
        state.lines[id]?.append(waiter)
        return nil
    }

    private func cancel(_ ticket: UInt64, _ id: ResourceID) {
        let waiter: Waiter? = state.withLock { state in
            if state.arriving.remove(ticket) != nil { return nil }
            guard let place = state.lines[id]?.firstIndex(where: { $0.ticket == ticket }) else { return nil }
            state.waiting -= 1
            return state.lines[id]?.remove(at: place)
        }
        waiter?.continuation.resume(returning: .cancelled)
    }
}
