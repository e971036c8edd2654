internal import HyperFleetModel
internal import RPCCore

/// Why bytes are no message of a type, while it rises from the field to the outermost message.
struct MessageFault: Error {
    /// How much of a path is shown, in bytes: it travels in an error's text.
    private static let pathLimit = 512

    /// A stable word, as the scan before unpacking has them.
    let rule: String
    /// What is wrong, for people.
    let message: String
    /// The steps from the inside out.
    private var steps: [String] = []

    init(_ rule: String, _ message: String) {
        self.rule = rule
        self.message = message
    }

    static let truncated = MessageFault("truncated", "the bytes end inside a field")
    static let notUTF8 = MessageFault("utf8", "invalid UTF-8")

    /// The fault as seen from the message around it; `[3]` belongs to the step before it.
    func inside(_ step: String) -> MessageFault {
        var outer = self
        outer.steps.append(step)
        return outer
    }

    /// `clusters[3].metadata.name`; empty for a fault of the whole.
    var path: String {
        var path = ""
        for step in steps.reversed() {
            if !path.isEmpty && !step.hasPrefix("[") { path += "." }
            path += step
            if path.utf8.count > Self.pathLimit { return "\(path.prefix(Self.pathLimit))…" }
        }
        return path
    }
}

extension RPCError {
    /// Bytes that should be a message of type `name` and are none.
    init(_ fault: MessageFault, in name: String) {
        self = .malformed(name, field: fault.path, rule: fault.rule, message: fault.message)
    }
}
