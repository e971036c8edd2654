internal import Glibc

/// Threads of our own, for libpq's blocking calls: Swift's pool must never block.
enum DedicatedThread {
    /// Runs `body` on a new thread.
    static func start(_ body: @escaping @Sendable () -> Void) throws(PostgresError) {
        let box = Unmanaged.passRetained(Start(body))
        var thread = pthread_t()
        let status = pthread_create(&thread, nil, { dedicatedThreadMain($0) }, box.toOpaque())
        guard status == 0 else {
            box.release()
            throw PostgresError(.unavailable, detail: "no thread could be started: error \(status)")
        }
        pthread_detach(thread)
    }
}

private final class Start {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }
}

private func dedicatedThreadMain(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
    blockAsynchronousSignals()
    start.body()
    return nil
}

/// Leaves signals to the process to other threads; those that a crash raises stay, so that it is reported.
private func blockAsynchronousSignals() {
    var signals = sigset_t()
    sigfillset(&signals)
    for signal in [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT] { sigdelset(&signals, signal) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
}
