/// The comments of one .proto file by the place that they belong to.
struct SourceComments {
    /// Places as `google.protobuf.SourceCodeInfo.Location.path` has them: field numbers and indices, outermost first.
    private var texts: [[Int32]: String] = [:]

    /// No comments.
    init() {}

    /// The comments of a serialized `google.protobuf.SourceCodeInfo`.
    init(_ bytes: ArraySlice<UInt8>) throws(MessageFault) {
        var scanner = FieldScanner(bytes)
        while let field = try scanner.next() {
            if field.number == 1, case .bytes(let location) = field.value { try readLocation(location) }
        }
    }

    /// What stands above the declaration at `path`, or else behind it; empty where nothing does.
    subscript(_ path: [Int32]) -> String { texts[path] ?? "" }

    private mutating func readLocation(_ bytes: ArraySlice<UInt8>) throws(MessageFault) {
        var path: [Int32] = []
        var leading = ""
        var trailing = ""
        var scanner = FieldScanner(bytes)
        while let field = try scanner.next() {
            switch (field.number, field.value) {
            case (1, .varint(let step)): path.append(Int32(truncatingIfNeeded: step))
            case (1, .bytes(let packed)): path += try Self.steps(packed)
            case (3, .bytes(let text)): leading = Self.trimmed(text)
            case (4, .bytes(let text)): trailing = Self.trimmed(text)
            default: break
            }
        }
        let text = leading.isEmpty ? trailing : leading
        if !text.isEmpty { texts[path] = text }
    }

    private static func steps(_ packed: ArraySlice<UInt8>) throws(MessageFault) -> [Int32] {
        var scanner = FieldScanner(packed)
        var steps: [Int32] = []
        while !scanner.isAtEnd { steps.append(Int32(truncatingIfNeeded: try scanner.varint())) }
        return steps
    }

    /// Without the space behind each `//` and without line breaks at the end.
    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
        return lines.map { $0.hasPrefix(" ") ? $0.dropFirst() : $0 }.joined(separator: "\n")
    }
}
