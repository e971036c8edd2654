import HyperFleetServer
import Testing

@Suite("Private PostgreSQL's place")
struct PlacementTests {
    private let short = CloneFolder(path: "/home/me/hyperfleet")
    private let long = CloneFolder(path: "/home/me/" + String(repeating: "a long way down/", count: 6))

    @Test("As root, data and socket lie outside of the clone, short, and a note says where")
    func asRoot() throws {
        for clone in [short, long] {
            let place = PrivatePlacement(clone: clone, userID: 0)
            #expect(place.dataFolder == "/var/lib/hyperfleet-\(clone.hash)/data")
            #expect(place.socketFolder == "/run/hyperfleet-\(clone.hash)")
            #expect(place.user == "postgres")
            let note = try #require(place.note(for: clone))
            #expect(note.contains(place.baseFolder) && note.contains(place.socketFolder))
        }
    }

    @Test("As a normal user, both lie in the clone")
    func asUser() {
        let place = PrivatePlacement(clone: short, userID: 1000)
        #expect(place.dataFolder == "/home/me/hyperfleet/.local/postgres/data")
        #expect(place.socketFolder == "/home/me/hyperfleet/.local/socket")
        #expect(place.user == nil)
        #expect(place.note(for: short) == nil)
    }

    @Test("Where the path is too long for a socket, that lies in /tmp")
    func longPath() throws {
        let place = PrivatePlacement(clone: long, userID: 1000)
        #expect(place.dataFolder == long.localFolder + "/postgres/data")
        #expect(place.socketFolder == "/tmp/hyperfleet-\(long.hash)-1000")
        #expect(try #require(place.note(for: long)).contains(place.socketFolder))
    }

    @Test("The last path that fits is one byte below the first that does not")
    func boundary() {
        // .local/socket and /.s.PGSQL.65535 take 28 bytes of the 107.
        let fits = CloneFolder(path: "/" + String(repeating: "a", count: 107 - 28 - 2))
        let tooLong = CloneFolder(path: "/" + String(repeating: "a", count: 107 - 28 - 1))
        #expect(PrivatePlacement(clone: fits, userID: 1).socketFolder.hasPrefix(fits.path))
        #expect(!PrivatePlacement(clone: tooLong, userID: 1).socketFolder.hasPrefix(tooLong.path))
    }

    @Test("Two clones have two places")
    func clonesDiffer() {
        #expect(CloneFolder(path: "/a").hash != CloneFolder(path: "/b").hash)
        #expect(CloneFolder(path: "/a").hash == CloneFolder(path: "/a/").hash)
    }
}
