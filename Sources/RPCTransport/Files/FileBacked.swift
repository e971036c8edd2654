internal import NIOPosix
internal import Synchronization

/// A value that is made from files, and anew when they change; while they cannot be used, the last good one stays.
package final class FileBacked<Value: Sendable>: Sendable {
    /// What a look at the files found.
    package enum Look: Sendable {
        case unchanged
        case renewed(Value)
        /// The files have changed and cannot be used, or cannot be used for the first time.
        case failed(FileProblem)
    }

    /// What the last look saw.
    private struct Seen {
        var stamps: [FileStamp?] = []
        var problem: FileProblem?
    }

    private struct Current {
        var value: Value?
        var lookedAt: ContinuousClock.Instant?
    }

    private let paths: @Sendable () -> [String]
    private let make: @Sendable () throws(FileProblem) -> Value
    /// Held while files are read; apart from `current`, so that nobody waits who only wants the value.
    private let seen = Mutex<Seen?>(nil)
    private let current = Mutex(Current())

    /// Nothing is read before the first look.
    ///
    /// - Parameter make: reads the files at `paths`; may block the thread.
    package convenience init(_ paths: [String], make: @escaping @Sendable () throws(FileProblem) -> Value) {
        self.init(paths: { paths }, make: make)
    }

    /// Nothing is read before the first look.
    ///
    /// - Parameters:
    ///   - paths: the files as far as they are known: reading them may tell of more.
    ///   - make: reads the files; may block the thread.
    package init(
        paths: @escaping @Sendable () -> [String], make: @escaping @Sendable () throws(FileProblem) -> Value
    ) {
        self.paths = paths
        self.make = make
    }

    /// The last good value; nil as long as there was none.
    package var value: Value? { current.withLock { $0.value } }

    /// The last good value, where the files were looked at within `age`; else nil.
    package func value(lookedAtWithin age: Duration) -> Value? {
        current.withLock { current in
            guard let lookedAt = current.lookedAt, lookedAt.duration(to: .now) <= age else { return nil }
            return current.value
        }
    }

    /// Makes the value anew when a file has changed since the last look; blocks the thread.
    package func look() -> Look {
        seen.withLock { seen in
            // Before they are read: what changes meanwhile is found by the next look.
            let known = paths()
            let stamps = known.map(FileStamp.init(path:))
            current.withLock { $0.lookedAt = .now }
            if let seen, seen.stamps == stamps { return .unchanged }
            do throws(FileProblem) {
                let value = try make()
                let found = paths()
                seen = Seen(stamps: found == known ? stamps : found.map(FileStamp.init(path:)))
                current.withLock { $0.value = value }
                return .renewed(value)
            } catch {
                seen = Seen(stamps: stamps, problem: error)
                return .failed(error)
            }
        }
    }

    /// Looks as `look()` does, on a thread that may wait: files may lie on another machine.
    package func lookAside() async -> Look {
        do {
            return try await NIOThreadPool.singleton.runIfActive { self.look() }
        } catch {
            // The threads are gone, and so is the process, soon.
            return .unchanged
        }
    }

    /// The value of the files as they are now, else the last good one; blocks the thread.
    ///
    /// - Throws: where there never was a good one: what is wrong.
    package func latest() throws(FileProblem) -> Value {
        if case .renewed(let value) = look() { return value }
        if let value { return value }
        throw seen.withLock { $0?.problem } ?? FileProblem("\(paths().joined(separator: ", ")) cannot be used")
    }
}
