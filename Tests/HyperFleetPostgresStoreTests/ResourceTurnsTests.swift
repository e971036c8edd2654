import HyperFleetModel
import HyperFleetService
import TestSupport
import Testing

@testable import HyperFleetPostgresStore

@Suite("Turns of a resource")
struct ResourceTurnsTests {
    private let one = ResourceID(high: 1, low: 1)
    private let two = ResourceID(high: 2, low: 2)

    @Test("Turns are taken in the order of coming; other resources do not wait")
    func order() async throws {
        let turns = ResourceTurns(maxWaiting: 100)
        let order = Shared<[Int]>([])
        try await turns.enter(one)
        try await turns.enter(two)
        turns.leave(two)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    try await turns.enter(one)
                    order.change { $0.append(number) }
                    turns.leave(one)
                }
                try await waitUntil("\(number) waits") { turns.waiting == number + 1 }
            }
            turns.leave(one)
            try await group.waitForAll()
        }
        #expect(order.value == Array(0..<20))
        #expect(turns.waiting == 0)
    }

    @Test("One at a time")
    func exclusion() async throws {
        let turns = ResourceTurns(maxWaiting: 1_000)
        let state = Shared((inside: 0, most: 0, done: 0))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    try await turns.enter(one)
                    state.change { state in
                        state.inside += 1
                        state.most = max(state.most, state.inside)
                    }
                    await Task.yield()
                    state.change { state in
                        state.inside -= 1
                        state.done += 1
                    }
                    turns.leave(one)
                }
            }
            try await group.waitForAll()
        }
        let (_, most, done) = state.value
        #expect(most == 1 && done == 200)
    }

    @Test("A cancelled waiter leaves the line, wherever it was caught")
    func cancellation() async throws {
        let turns = ResourceTurns(maxWaiting: 1_000)
        for _ in 0..<50 {
            try await turns.enter(one)
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        do throws(StoreError) {
                            try await turns.enter(one)
                            turns.leave(one)
                            return true
                        } catch { return false }
                    }
                }
                group.cancelAll()
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes == [false, false, false, false])
            #expect(turns.waiting == 0)
            turns.leave(one)
        }
        try await turns.enter(one)
        turns.leave(one)
    }

    @Test("More than may wait are refused at once")
    func bound() async throws {
        let turns = ResourceTurns(maxWaiting: 2)
        try await turns.enter(one)
        try await turns.enter(two)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for id in [one, two] {
                group.addTask {
                    try await turns.enter(id)
                    turns.leave(id)
                }
            }
            try await waitUntil("both wait") { turns.waiting == 2 }
            await expectStoreError("too many wait", { if case .overloaded = $0 { true } else { false } }) {
                try await turns.enter(one)
            }
            turns.leave(one)
            turns.leave(two)
            try await group.waitForAll()
        }
    }
}
