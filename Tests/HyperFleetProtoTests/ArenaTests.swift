import CHyperFleetSupport
import Testing

@Suite("An arena hands out memory up to its limit and takes it back at once")
struct ArenaTests {
    @Test("pieces are aligned, apart from each other, and their own")
    func pieces() throws {
        let arena = try #require(hyperfleet_arena_create(64, 1_000_000))
        defer { hyperfleet_arena_destroy(arena) }
        var pieces: [(start: UnsafeMutableRawPointer, length: Int)] = []
        for length in [0, 1, 15, 16, 17, 63, 64, 65, 1_000, 40_000] {
            let piece = try #require(hyperfleet_arena_allocate(arena, length))
            #expect(UInt(bitPattern: piece) % 16 == 0)
            piece.initializeMemory(as: UInt8.self, repeating: UInt8(pieces.count), count: length)
            pieces.append((piece, length))
        }
        for (index, piece) in pieces.enumerated() {
            let content = UnsafeRawBufferPointer(start: piece.start, count: piece.length)
            #expect(content.allSatisfy { $0 == UInt8(index) })
        }
    }

    @Test("never reserves more than its limit, and is usable after a reset")
    func limit() throws {
        let limit = 10_000
        let arena = try #require(hyperfleet_arena_create(256, limit))
        defer { hyperfleet_arena_destroy(arena) }
        for _ in 0..<3 {
            var pieces = 0
            while hyperfleet_arena_allocate(arena, 100) != nil { pieces += 1 }
            #expect(arena.pointee.limit_reached)
            #expect(arena.pointee.reserved <= limit)
            #expect(pieces * 112 > limit / 2, "a limit is for use: \(pieces) pieces")
            hyperfleet_arena_reset(arena)
            #expect(arena.pointee.reserved == 256, "the first chunk stays, the others go")
            #expect(!arena.pointee.limit_reached)
        }
        for length in [limit, Int.max - 20] {
            #expect(hyperfleet_arena_allocate(arena, length) == nil)
            #expect(arena.pointee.limit_reached)
            hyperfleet_arena_reset(arena)
        }
    }

    @Test("a lent arena is nobody else's, and comes back empty")
    func borrowing() throws {
        let first = try #require(hyperfleet_arena_borrow(1_000_000))
        let second = try #require(hyperfleet_arena_borrow(1_000_000))
        #expect(first != second)
        hyperfleet_arena_give_back(second)
        _ = hyperfleet_arena_allocate(first, 500_000)
        hyperfleet_arena_give_back(first)

        let again = try #require(hyperfleet_arena_borrow(0))
        #expect(again == first, "the thread keeps its arena")
        #expect(again.pointee.reserved == 65_536)
        #expect(again.pointee.limit == 65_536, "a limit is never below the first chunk")
        hyperfleet_arena_give_back(again)
    }

    @Test("a text is copied with a NUL behind it, and not at all with one inside")
    func texts() throws {
        let arena = try #require(hyperfleet_arena_create(64, 64))
        defer { hyperfleet_arena_destroy(arena) }
        let copy = try #require(hyperfleet_arena_copy_text(arena, "north-1", 7))
        #expect(String(cString: copy) == "north-1")
        #expect(hyperfleet_arena_copy_text(arena, [1, 0, 2] as [UInt8], 3) == nil)
        #expect(!arena.pointee.limit_reached)
        #expect(String(cString: try #require(hyperfleet_arena_copy_text(arena, nil, 0))) == "")
    }
}
