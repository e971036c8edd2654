internal import ArgumentParser

/// One value that goes with a call: `key=value`.
struct MetadataText: ExpressibleByArgument, Sendable {
    let name: String
    let value: String

    init?(argument: String) {
        guard let equals = argument.firstIndex(of: "=") else { return nil }
        name = String(argument[..<equals])
        value = String(argument[argument.index(after: equals)...])
        guard 1...255 ~= name.utf8.count, name.utf8.allSatisfy(Self.isAllowed) else { return nil }
    }

    /// As docs/protocol.md has it: lower-case letters, digits, `-`, `_` and `.`.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
