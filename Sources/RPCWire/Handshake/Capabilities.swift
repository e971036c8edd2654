/// What a side can do beyond the base of its version; those of both sides hold on a connection.
package struct Capabilities: OptionSet, Sendable, Hashable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Every frame carries a CRC32C.
    package static let checksums = Capabilities(rawValue: 1 << 0)
    /// More than one message each way: MESSAGE frames, the MORE flag, flow control by CREDIT.
    package static let streaming = Capabilities(rawValue: 1 << 1)

    /// What this implementation can do.
    package static let supported: Capabilities = [.checksums, .streaming]
}
