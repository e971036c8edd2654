internal import Foundation
internal import Glibc
internal import Synchronization

/// SIGTERM and SIGINT: the first one asks for a clean stop, the second one ends the process at once.
final class StopSignals {
    /// The first signal's name, once it has come.
    let first: AsyncStream<String>
    private let sources: [any DispatchSourceSignal]

    /// Takes the signals over from here on, for the life of the object.
    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self)
        let count = SignalCount()
        first = stream
        sources = [(SIGTERM, "SIGTERM"), (SIGINT, "SIGINT")].map { number, name in
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler {
                // A stop that hangs must still be in the hands of whoever asked for it.
                if count.next() > 1 { _exit(128 + number) }
                continuation.yield(name)
                continuation.finish()
            }
            source.resume()
            return source
        }
        // A peer or a log reader that has gone away is an error of that write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
    }

    deinit {
        for source in sources { source.cancel() }
    }
}

private final class SignalCount: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
