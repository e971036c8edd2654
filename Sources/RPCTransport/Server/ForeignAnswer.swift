internal import NIOCore
internal import RPCWire

/// What a peer gets whose first bytes are no hello: something that it can read.
enum ForeignAnswer {
    static func write(
        to foreign: ForeignBytes, refusal: ServerHello.Refusal, into buffer: inout ByteBuffer
    ) {
        switch foreign {
        case .http:
            let body = "This port speaks hfrpc, not HTTP: use hfctl or a HyperFleet client.\n"
            buffer.writeString(
                "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n"
                    + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)")
        case .tls, .unknown:
            ServerHello.refused(refusal).write(into: &buffer)
        }
    }

    static func message(to foreign: ForeignBytes) -> String {
        switch foreign {
        case .http: "a request of HTTP came in place of a hello"
        case .tls: "a TLS handshake came in place of a hello; this port speaks hfrpc without TLS"
        case .unknown: "the first bytes are no hello; this port speaks hfrpc"
        }
    }
}
