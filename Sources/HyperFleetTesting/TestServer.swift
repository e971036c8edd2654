public import HyperFleetClient

/// A server that runs in this process for a test.
public struct TestServer: Sendable {
    /// Where it listens, in the order of its options; nowhere when it is reached within the process.
    public let addresses: [RPCAddress]
    /// The libpq connection string of its database.
    public let databaseURL: String

    /// A server was told to listen nowhere.
    struct HasNoAddress: Error {}
}
