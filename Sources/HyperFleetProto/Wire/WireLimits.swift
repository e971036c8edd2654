/// The limits of reading and writing one message; a message's length itself is the transport's to limit (4 MiB).
enum WireLimits {
    /// How deep messages may lie in each other; the deepest of proto/ is five.
    static let depth: UInt32 = 16
    /// How many fields a message may have, inner messages included: a page of 2 MiB stays below.
    static let fields = 1_048_576
    /// How many bytes may belong to fields that this version of proto/ does not know.
    static let unknownBytes = 1_048_576

    /// The most memory that the form of any message takes, in bytes.
    static let decodingMemory = 32 * 1_048_576
    /// What any form may take, however short its message, in bytes: a list of some thousand empty elements, so that
    /// the rules about their number are what refuses it.
    private static let decodingMemoryBase = 1_048_576
    /// How many times a message's own length its form may take beside that. Honest ones take up to three times.
    private static let decodingMemoryFactor = 16

    /// The most memory that a form being written takes, in bytes.
    static let encodingMemory = 64 * 1_048_576

    /// The most violations that one message's error carries.
    static let violations = 100

    /// How much memory the form of a message of `length` bytes may take.
    static func decodingMemory(length: Int) -> Int {
        guard length < decodingMemory / decodingMemoryFactor else { return decodingMemory }
        return min(decodingMemoryBase + length * decodingMemoryFactor, decodingMemory)
    }
}
