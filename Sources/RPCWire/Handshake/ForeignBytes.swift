internal import NIOCore

/// What first bytes that are no hello look like.
package enum ForeignBytes: Sendable, Hashable {
    /// A request of HTTP/1 or the preface of HTTP/2.
    case http
    /// A record of TLS: a handshake, or an alert.
    case tls
    case unknown

    /// A verdict on first bytes that cannot begin a hello, or that more are needed for one.
    static func look(at bytes: ByteBufferView) -> HelloEnvelope.Reading {
        for record in [[0x16, 0x03], [0x15, 0x03]] as [[UInt8]] {
            if bytes.starts(with: record) { return .foreign(.tls) }
            if record.starts(with: bytes) { return .incomplete }
        }
        let methods = ["GET ", "HEAD ", "POST ", "PUT ", "DELETE ", "OPTIONS ", "PATCH ", "CONNECT ", "TRACE ", "PRI "]
        for method in methods {
            if bytes.starts(with: method.utf8) { return .foreign(.http) }
            if method.utf8.starts(with: bytes) { return .incomplete }
        }
        return .foreign(.unknown)
    }
}
