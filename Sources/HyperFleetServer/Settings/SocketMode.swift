/// Who may connect to a unix socket, by the mode of its file.
package enum SocketMode: String, Sendable, CaseIterable {
    case owner = "0600"
    case group = "0660"
    case everybody = "0666"

    var bits: UInt16 {
        switch self {
        case .owner: 0o600
        case .group: 0o660
        case .everybody: 0o666
        }
    }
}
