/// Why a server refuses a connection; 0 is no refusal.
package enum RefusalCause: UInt8, Sendable, CaseIterable {
    /// No version that both sides speak.
    case version = 1
    /// The bytes are no hello, or a broken one.
    case malformed = 2
    /// As many connections as the server takes.
    case busy = 3
    /// The server is stopping.
    case stopping = 4
    /// The hello did not come in time.
    case timeout = 5
    /// A cause of a later version; the message says which.
    case other = 255
}
