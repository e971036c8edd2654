/// The name of the protocol within TLS (ALPN): a peer that does not name it has come to the wrong port.
enum ApplicationProtocol {
    static let name = "hfrpc/1"
}
