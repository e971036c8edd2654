/// Why a value cannot be said in its message: always a mistake of the caller or of this program.
struct EncodingFault: Error {
    /// What cannot be said, without the value itself.
    let message: String
    /// The field that a caller's own value cannot stand in; nil where this program is at fault.
    var field: String?

    static let outOfMemory = EncodingFault(message: "it would take too much memory", field: nil)
}
