internal import RPCCore

/// What a call's metadata says of a token: `authorization: Bearer TOKEN` (RFC 6750).
enum BearerCredential {
    case absent
    case token(String)
    /// There is something, and it is no bearer token.
    case malformed

    static let metadataName = "authorization"
    private static let bytesMaximum = 4_096

    init(_ metadata: Metadata) {
        let entries = metadata.entries.filter { $0.name == Self.metadataName }
        guard let entry = entries.first else {
            self = .absent
            return
        }
        guard entries.count == 1, case .text(let text) = entry.value, let token = Self.token(in: text) else {
            self = .malformed
            return
        }
        self = .token(token)
    }

    /// The token behind the scheme, whose case does not matter.
    private static func token(in text: String) -> String? {
        let words = text.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count == 2, words[0].lowercased() == "bearer", words[1].utf8.count <= bytesMaximum,
            words[1].utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        return String(words[1])
    }
}
