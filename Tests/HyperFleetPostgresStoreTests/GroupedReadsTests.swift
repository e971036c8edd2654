import HyperFleetModel
import HyperFleetService
import Synchronization
import TestSupport
import Testing

@testable import HyperFleetPostgresStore

@Suite("Grouped reads")
struct GroupedReadsTests {
    /// A read that waits until it is let go, and remembers what it was asked for.
    private final class Gate: Sendable {
        private struct State {
            var groups: [[ResourceID]] = []
            var isOpen = false
            var waiting: [CheckedContinuation<Void, Never>] = []
        }

        private let state = Mutex(State())

        var groups: [[ResourceID]] { state.withLock { $0.groups } }

        func enter(_ ids: [ResourceID]) async {
            await withCheckedContinuation { continuation in
                let passes = state.withLock { state in
                    state.groups.append(ids)
                    if !state.isOpen { state.waiting.append(continuation) }
                    return state.isOpen
                }
                if passes { continuation.resume() }
            }
        }

        func open() {
            let waiting = state.withLock { state in
                state.isOpen = true
                defer { state.waiting = [] }
                return state.waiting
            }
            for continuation in waiting { continuation.resume() }
        }
    }

    private func id(_ number: Int) -> ResourceID { ResourceID(high: 7, low: UInt64(number)) }

    private func resource(_ id: ResourceID) -> Resource { Sample.cluster("c-\(id.low)", id: id) }

    @Test("The first read goes alone and at once; those behind it go together, and each gets its own row")
    func groups() async throws {
        let reads = GroupedReads<Resource>(maxWaiting: 1_000)
        let gate = Gate()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0...40 {
                group.addTask {
                    let found = try await reads.row(id(number)) { (ids) async throws(StoreError) in
                        await gate.enter(ids)
                        return ids.filter { !$0.low.isMultiple(of: 10) || $0.low == 0 }.map(resource)
                    }
                    #expect(found?.id == (number.isMultiple(of: 10) && number > 0 ? nil : id(number)))
                }
                if number == 0 { try await waitUntil("the first is reading") { gate.groups.count == 1 } }
            }
            try await waitUntil("forty wait") { reads.waiting == 40 }
            #expect(gate.groups == [[id(0)]])
            gate.open()
            try await group.waitForAll()
        }
        #expect(gate.groups.count == 2)
        #expect(Set(gate.groups[1]) == Set((1...40).map(id)))
        #expect(reads.waiting == 0)
    }

    @Test("A full group does not wait for the first one")
    func secondGroup() async throws {
        let reads = GroupedReads<Resource>(maxWaiting: 1_000)
        let gate = Gate()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let found = try await reads.row(id(number)) { (ids) async throws(StoreError) in
                        await gate.enter(ids)
                        return ids.map(resource)
                    }
                    #expect(found?.name == "c-\(number)")
                }
            }
            try await waitUntil("two are under way and the rest waits") {
                gate.groups.count == 2 && reads.waiting == 198
            }
            gate.open()
            try await group.waitForAll()
        }
        #expect(gate.groups.flatMap { $0 }.count == 200)
        #expect(gate.groups.allSatisfy { $0.count <= 64 })
    }

    @Test("A leader that is cancelled hands its group on")
    func cancelledLeader() async throws {
        let reads = GroupedReads<Resource>(maxWaiting: 10)
        let gate = Gate()
        let groupsOfMany = Shared(0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<5 {
                group.addTask {
                    do throws(StoreError) {
                        let found = try await reads.row(id(number)) { (ids) async throws(StoreError) in
                            await gate.enter(ids)
                            if ids.count > 1, groupsOfMany.change({ $0 += 1 }) == 1 { throw .cancelled }
                            return ids.map(resource)
                        }
                        #expect(found?.id == id(number))
                    } catch .cancelled {
                        // The leader of the second group, and nobody else.
                        #expect(gate.groups.dropFirst().first?.first == id(number))
                    }
                }
                if number == 0 { try await waitUntil("the first is reading") { gate.groups.count == 1 } }
            }
            try await waitUntil("four wait") { reads.waiting == 4 }
            gate.open()
            try await group.waitForAll()
        }
        #expect(gate.groups.map(\.count) == [1, 4, 3])
    }

    @Test("A database that is away fails all who wait; the next read tries again")
    func away() async throws {
        let reads = GroupedReads<Resource>(maxWaiting: 100)
        let gate = Gate()
        let failed = Shared(0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    do throws(StoreError) {
                        _ = try await reads.row(id(number)) { (ids) async throws(StoreError) in
                            await gate.enter(ids)
                            throw .unavailable("away", retryAfter: .seconds(1), processed: .no)
                        }
                    } catch {
                        failed.change { $0 += 1 }
                    }
                }
                if number == 0 { try await waitUntil("the first is reading") { gate.groups.count == 1 } }
            }
            try await waitUntil("nineteen wait") { reads.waiting == 19 }
            gate.open()
            try await group.waitForAll()
        }
        #expect(failed.value == 20)
        #expect(gate.groups.count == 1)
        let found = try await reads.row(id(1)) { (ids) async throws(StoreError) in ids.map(resource) }
        #expect(found?.id == id(1))
    }

    @Test("Past the bound a read is refused")
    func bound() async throws {
        let reads = GroupedReads<Resource>(maxWaiting: 2)
        let gate = Gate()
        let refused = Shared(0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<5 {
                group.addTask {
                    do throws(StoreError) {
                        _ = try await reads.row(id(number)) { (ids) async throws(StoreError) in
                            await gate.enter(ids)
                            return ids.map(resource)
                        }
                    } catch .overloaded {
                        refused.change { $0 += 1 }
                    }
                }
            }
            try await waitUntil("two are refused") { refused.value == 2 }
            gate.open()
            try await group.waitForAll()
        }
        #expect(refused.value == 2)
    }

    @Test("Many reads at once through the store, of both kinds, rows and gaps alike")
    func store() async throws {
        try await StoreFixture.with { fixture in
            let store = fixture.store
            var ids: [ResourceID] = []
            for number in 0..<100 {
                let cluster = Sample.cluster("c-\(number)", labels: ["n": "\(number)"])
                #expect(try await store.insert(cluster) == .inserted)
                ids.append(cluster.id)
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<1_000 {
                    let place = number % 100
                    let wanted = ids[place]
                    group.addTask {
                        if number.isMultiple(of: 7) {
                            #expect(try await store.resource(.cluster, id: .make()) == nil)
                        } else {
                            let found = try await store.resource(.cluster, id: wanted)
                            #expect(found?.name == "c-\(place)" && found?.labels == Labels(["n": "\(place)"]))
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
