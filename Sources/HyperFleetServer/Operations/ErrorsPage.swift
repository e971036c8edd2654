internal import HyperFleetModel

/// docs/errors.md, made from the catalogue: a test compares the two.
package enum ErrorsPage {
    /// The whole page, in Markdown.
    package static var markdown: String {
        (introduction + ErrorReason.allCases.map { row($0.entry) }).joined(separator: "\n") + "\n"
    }

    private static let introduction = [
        "# Errors",
        "",
        "A call that is refused ends with a canonical code, a reason for programs, a message for people, the violations",
        "of a request that breaks rules, further details by name, and whether the call may have had an effect",
        "([protocol](protocol.md)). Programs branch on the reason; the message may change.",
        "",
        "`hfctl explain REASON` shows one row of this table, and `hyperfleet-api errors` prints this page.",
        "",
        "| reason | code | what it is | when | what helps |",
        "|---|---|---|---|---|",
    ]

    private static func row(_ entry: ErrorEntry) -> String {
        "| `\(entry.reason.rawValue)` | `\(entry.code.rawValue)` | \(entry.title) | \(entry.raisedWhen) | \(entry.remedy) |"
    }
}
