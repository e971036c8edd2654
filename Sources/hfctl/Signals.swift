internal import Glibc

/// What the program does when it is told to stop.
enum Signals {
    /// SIGINT ends the program at once with the code that scripts expect; the connection's end cancels its call.
    static func install() {
        signal(SIGINT) { _ in _exit(ExitCode.interrupted.rawValue) }
    }

    /// Ends the program as a reader that closed its pipe would have, had the signal not been ignored meanwhile.
    static func endByBrokenPipe() -> Never {
        signal(SIGPIPE, SIG_DFL)
        raise(SIGPIPE)
        _exit(128 + SIGPIPE)
    }
}
