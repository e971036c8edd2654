internal import RPCCore
internal import RPCTransport

extension FleetClientConfiguration {
    /// `transport`, whose calls go to `addresses`, with the token where there is one.
    func authorized(_ transport: any ClientTransport, to addresses: [RPCAddress]) -> any ClientTransport {
        guard let tokenFile else { return transport }
        return BearerTransport(transport, tokenFile: tokenFile, addresses: addresses, isSecured: tls != nil)
    }
}
