@testable import JSONModel
@testable import JSONSchema

/// Every format on any text: none fails, and what a narrow one accepts a wide one does too.
enum FormatTarget {
    private static let inclusions: [(narrow: Format, wide: Format)] = [
        (.email, .internationalEmail), (.hostname, .internationalHostname), (.uri, .uriReference), (.uri, .iri),
        (.uriReference, .iriReference), (.iri, .iriReference), (.int32, .int64),
    ]

    static func run(_ reader: inout InputReader) throws(BrokenInvariant) {
        let text = String(decoding: reader.remainder(), as: UTF8.self)
        let accepted = Set(Format.allCases.filter { accepts($0, text) })
        for (narrow, wide) in inclusions where accepted.contains(narrow) {
            try require(accepted.contains(wide), "\(text.debugDescription) is \(narrow) and not \(wide)")
        }
        if accepted.contains(.dateTime) {
            try require(accepts(.date, String(text.prefix(10))), "\(text) has no date")
            try require(accepts(.time, String(text.dropFirst(11))), "\(text) has no time")
        }
    }

    private static func accepts(_ format: Format, _ text: String) -> Bool {
        JSONTape(.string(text)).withParts { format.accepts(.root, in: $0) }
    }
}
