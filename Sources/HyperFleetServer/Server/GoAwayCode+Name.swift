internal import RPCWire

extension GoAwayCode {
    /// As figures show it: `PROTOCOL_ERROR`.
    var name: String {
        switch self {
        case .drain: "DRAIN"
        case .protocolError: "PROTOCOL_ERROR"
        case .checksumMismatch: "CHECKSUM_MISMATCH"
        case .frameTooLong: "FRAME_TOO_LONG"
        case .flood: "FLOOD"
        case .stalled: "STALLED"
        case .flowControlError: "FLOW_CONTROL_ERROR"
        case .keepaliveTimeout: "KEEPALIVE_TIMEOUT"
        case .internalError: "INTERNAL_ERROR"
        }
    }
}
