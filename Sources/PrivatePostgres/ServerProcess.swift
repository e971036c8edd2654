internal import Glibc
internal import Synchronization

/// A server that this process has started: its parent's thread waits for its end.
///
/// The thread that starts it lives as long as the server does, since `--pdeathsig` fires when that thread ends, not
/// when the process does; it also sees to it that no zombie is left.
package final class ServerProcess: Sendable {
    private enum State {
        case starting
        case running
        case failed(String)
        case ended(status: Int32)
    }

    private let command: Command
    private let state = Mutex(State.starting)

    private init(_ command: Command) {
        self.command = command
    }

    /// Starts `command` from a thread of its own.
    package static func start(_ command: Command) throws -> ServerProcess {
        let process = ServerProcess(command)
        let argument = Unmanaged.passRetained(process)
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<ServerProcess>.fromOpaque(argument).takeRetainedValue().main()
                return nil
            }, argument.toOpaque())
        guard status == 0 else {
            argument.release()
            throw PrivatePostgresError("no thread can be started: \(String(cString: strerror(status)))")
        }
        pthread_detach(thread)
        return process
    }

    /// Why the server is not running; nil while it is, or is about to.
    package var end: String? {
        state.withLock { state in
            switch state {
            case .starting, .running: return nil
            case .failed(let reason): return reason
            case .ended(let status): return "it ended with status \(status)"
            }
        }
    }

    private func main() {
        do {
            let process = try command.spawn()
            state.withLock { $0 = .running }
            let status = Command.wait(for: process)
            state.withLock { $0 = .ended(status: status) }
        } catch {
            state.withLock { $0 = .failed("\(error)") }
        }
    }
}
