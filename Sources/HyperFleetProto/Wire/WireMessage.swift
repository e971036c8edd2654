internal import RPCCore

/// A message with a C form: what it adds is only the way between the two.
///
/// Both ways are taken inside one call of `decode` or `encode`, which owns the memory of the form; no pointer into it
/// may be kept.
protocol WireMessage: RPCMessage {
    associatedtype Form: WireForm

    /// The message's full name in proto/: `hyperfleet.v1.GetClusterRequest`.
    static var protoName: String { get }

    /// Copies the form's fields into a value; what breaks a rule goes to `reader`, and the answer is dropped then.
    ///
    /// - Returns: nil where a message is missing for which nothing can stand in; `reader` has the violation.
    static func read(_ form: UnsafeMutablePointer<Form>, _ reader: inout MessageReader) -> Self?

    /// Fills the empty `form`, with memory of `writer`.
    func write(_ form: UnsafeMutablePointer<Form>, _ writer: MessageWriter) throws(EncodingFault)
}

extension WireMessage {
    static var protoName: String { "hyperfleet.v1.\(Self.self)" }
}
