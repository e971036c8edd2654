internal import CLibPQ
internal import Glibc

/// A libpq connection string or URI, checked; says nothing of its password to anyone but libpq.
struct ConnectionString: Sendable {
    let text: String
    private let keywords: [String: String]

    init(_ text: String) throws(PostgresError) {
        var message: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(text, &message) else {
            defer { PQfreemem(message) }
            let reason = message.map { Self.withoutQuoted(String(cString: $0)) } ?? "out of memory"
            throw PostgresError(
                .misuse,
                detail: "the database's connection string cannot be read: \(reason); it is either keywords as in "
                    + "'host=/run/postgresql dbname=fleet' or a URI as in 'postgresql://user@host:5432/fleet'")
        }
        defer { PQconninfoFree(options) }
        var keywords: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { keywords[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        self.text = text
        self.keywords = keywords
    }

    /// The settings that the string makes, without secrets: `dbname=fleet host=/run/postgresql password=***`.
    var redacted: String {
        keywords.sorted { $0.key < $1.key }
            .map { key, value in "\(key)=\(Self.secrets.contains(key) ? "***" : value)" }
            .joined(separator: " ")
    }

    /// `message` of libpq on one line, without the password should it be there.
    func cleaned(_ message: String) -> String {
        var line = message.split(whereSeparator: \.isNewline)
            .map { $0.drop { $0 == " " || $0 == "\t" } }.joined(separator: "; ")
        for key in Self.secrets {
            guard let secret = keywords[key], !secret.isEmpty else { continue }
            line = line.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "***")
        }
        return line
    }

    private static let secrets: Set = ["password", "sslpassword"]

    /// libpq's complaint without what it quotes, which may be a piece of the password.
    private static func withoutQuoted(_ message: String) -> String {
        let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        guard let first = line.firstIndex(of: "\""), let last = line.lastIndex(of: "\""), first < last else {
            return line
        }
        return line[..<first] + "\"...\"" + line[line.index(after: last)...]
    }
}
