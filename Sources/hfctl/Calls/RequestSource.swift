internal import JSONModel
internal import RPCCore

/// The requests of a call: JSON values one after the other, from the command line, a file or standard input.
struct RequestSource: Sendable {
    /// The longest text of one request: bytes take a third more in JSON than in a message of 4 MiB.
    private static let textBytesMax = 8 << 20
    /// A double may be as near to zero as doubles are.
    private static let limits = JSONLimits(maxBytes: textBytesMax, maxDepth: 256, maxExponent: 400)

    private var splitter = JSONTextSplitter()
    private var isOpen: Bool
    private var count = 0

    /// - Parameter data: the argument: JSON, `@FILE`, or `-` for standard input, which is read as it comes.
    /// - Throws: a usage error when the file cannot be read.
    init(_ data: String) throws(CommandFailure) {
        isOpen = data == "-"
        if isOpen { return }
        splitter.feed(data.hasPrefix("@") ? try InputFile.bytes(String(data.dropFirst())) : Array(data.utf8))
        splitter.finish()
    }

    /// The next request; nil behind the last one.
    ///
    /// - Throws: invalid input, with the place, for what is no JSON.
    mutating func next() async throws(CommandFailure) -> JSONValue? {
        while true {
            if let text = splitter.next() { return try parsed(text) }
            guard isOpen else { return nil }
            if let bytes = try await StandardInput.chunk() {
                splitter.feed(bytes)
            } else {
                isOpen = false
                splitter.finish()
            }
            guard splitter.pendingCount <= Self.textBytesMax else {
                throw refusal(rule: "size", "is longer than 8 MiB")
            }
        }
    }

    /// The one request of a call that takes no more.
    ///
    /// - Throws: a usage error where there is none, or another one.
    mutating func only() async throws(CommandFailure) -> JSONValue {
        guard let request = try await next() else { throw .usage("there is no request; an empty one is {}") }
        guard try await next() == nil else { throw .usage("the method takes one request, and more are given") }
        return request
    }

    private mutating func parsed(_ text: [UInt8]) throws(CommandFailure) -> JSONValue {
        count += 1
        do throws(JSONParseError) {
            return try JSONParser.parse(text, limits: Self.limits)
        } catch {
            throw refusal(rule: error.rule, "line \(error.line), column \(error.column): \(error.message)")
        }
    }

    private func refusal(rule: String, _ message: String) -> CommandFailure {
        CommandFailure(
            RPCError(
                .invalidArgument, reason: "HYPERFLEET-VAL-000",
                message: "request \(max(1, count)) cannot be read",
                violations: [FieldViolation(field: "", rule: rule, message: message)], processed: .no))
    }
}
