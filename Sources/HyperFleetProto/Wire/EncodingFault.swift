/// Why a value cannot be said in its message: always a mistake of the caller or of this program.
struct EncodingFault: Error {
    /// What cannot be said, without the value itself.
    let message: String

    static let outOfMemory = EncodingFault(message: "it would take too much memory")
}
