internal import Glibc
internal import NIOCore
internal import NIOPosix

/// Why a server could not be reached, in the system's words.
enum ConnectFailure {
    static func reason(_ error: any Error, timeout: Duration) -> String {
        switch error {
        case let failure as NIOConnectionError:
            if let first = failure.connectionErrors.first { return reason(first.error, timeout: timeout) }
            return "the host \(failure.host) is not known"
        case let failure as IOError:
            return String(cString: strerror(failure.errnoCode))
        case ChannelError.connectTimeout:
            return "no answer within \(timeout)"
        case is SocketAddressError:
            return "this is no address that can be connected to"
        default:
            return "\(error)"
        }
    }
}
