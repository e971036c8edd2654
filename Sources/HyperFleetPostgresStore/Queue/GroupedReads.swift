internal import HyperFleetModel
internal import HyperFleetService
internal import Synchronization

/// Reads by id that come while one is under way wait for it, and then travel together as one statement.
///
/// Nobody waits for company: the first read goes out alone and at once. Under load a statement for fifty rows costs
/// PostgreSQL and this process a fraction of fifty statements. Each read is begun after its call has come, so it sees
/// everything that was committed before. The caller whose turn it is reads for its group; a cancelled one hands its
/// group on.
final class GroupedReads<Row: Identifiable & Sendable>: Sendable where Row.ID == ResourceID {
    typealias Outcome = Result<Row?, StoreError>
    typealias Read = @Sendable ([ResourceID]) async throws(StoreError) -> [Row]

    /// What a caller that waited is told.
    private enum Turn: Sendable {
        case answered(Outcome)
        /// Read your own and these.
        case leads([Follower])
    }

    /// A class, since copies of a struct whose layout hangs on `Row` look it up at run time, each.
    private final class Follower: Sendable {
        let id: ResourceID
        let continuation: CheckedContinuation<Turn, Never>

        init(id: ResourceID, continuation: CheckedContinuation<Turn, Never>) {
            self.id = id
            self.continuation = continuation
        }
    }

    private struct State {
        /// Groups under way.
        var groups = 0
        /// Behind them, in the order of coming.
        var waiting: [Follower] = []
    }

    /// The most ids of one statement.
    private static var groupSize: Int { 64 }
    /// So many groups are under way at most; each further one only when a whole group waits.
    private static var maximumGroups: Int { 2 }

    private let maxWaiting: Int
    private let state = Mutex(State())

    /// Reads for which at most `maxWaiting` callers wait; past it they are refused as `overloaded`.
    init(maxWaiting: Int) {
        self.maxWaiting = maxWaiting
    }

    /// How many wait now.
    var waiting: Int { state.withLock { $0.waiting.count } }

    /// The row of `id`, by a `read` of its own or of a group.
    func row(_ id: ResourceID, read: Read) async throws(StoreError) -> Row? {
        if state.withLock({ begin(&$0) }) { return try await lead(id, [], read: read).get() }
        let turn = await withCheckedContinuation { continuation in
            if let turn = join(Follower(id: id, continuation: continuation)) { continuation.resume(returning: turn) }
        }
        switch turn {
        case .answered(let outcome): return try outcome.get()
        case .leads(let followers): return try await lead(id, followers, read: read).get()
        }
    }

    /// Whether a group may begin now; counts it.
    private func begin(_ state: inout State) -> Bool {
        let isFull = state.groups == Self.maximumGroups
        guard state.groups == 0 || (!isFull && state.waiting.count >= Self.groupSize) else { return false }
        state.groups += 1
        return true
    }

    /// Adds a waiting caller; its turn where it need not wait.
    private func join(_ follower: Follower) -> Turn? {
        state.withLock { state in
            if begin(&state) { return .leads([]) }
            guard state.waiting.count < maxWaiting else {
                return .answered(.failure(.overloaded(retryAfter: .seconds(1))))
            }
            state.waiting.append(follower)
            return nil
        }
    }

    /// Reads for a group and answers its followers; the next group is on its way before they are.
    private func lead(_ id: ResourceID, _ followers: [Follower], read: Read) async -> Outcome {
        let found: [Row]
        do throws(StoreError) {
            found = try await read([id] + followers.map(\.id))
        } catch {
            fail(followers, error)
            return .failure(error)
        }
        handOver()
        guard !followers.isEmpty else { return .success(found.first) }
        let byID = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
        for follower in followers {
            follower.continuation.resume(returning: .answered(.success(byID[follower.id])))
        }
        return .success(byID[id])
    }

    /// A leader's own cancellation is no answer to the others: they go on under the next one. What is wrong with the
    /// database is wrong for all who wait for it.
    private func fail(_ followers: [Follower], _ error: StoreError) {
        var answered: [Follower] = []
        if case .cancelled = error {
            state.withLock { $0.waiting.insert(contentsOf: followers, at: 0) }
        } else {
            answered = followers
            if case .unavailable = error {
                answered += state.withLock { state in
                    defer { state.waiting = [] }
                    return state.waiting
                }
            }
        }
        handOver()
        for follower in answered { follower.continuation.resume(returning: .answered(.failure(error))) }
    }

    /// Ends a group, and begins the next with those who wait.
    private func handOver() {
        let next = state.withLock { state -> [Follower] in
            let next = Array(state.waiting.prefix(Self.groupSize))
            state.waiting.removeFirst(next.count)
            if next.isEmpty { state.groups -= 1 }
            return next
        }
        guard let leader = next.first else { return }
        leader.continuation.resume(returning: .leads(Array(next.dropFirst())))
    }
}
