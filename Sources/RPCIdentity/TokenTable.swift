internal import Crypto

/// Who the bearers of which tokens are: names and SHA-256 hashes, so that the file gives no token away.
package struct TokenTable: Sendable {
    /// Why a text is no table; names the line, and nothing of what stands in it.
    package struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
        package let line: Int
        package let message: String

        package var description: String { "line \(line): \(message)" }
    }

    private struct Entry: Sendable {
        let hash: [UInt8]
        let name: String
    }

    /// By the first eight bytes of the hash: whoever measures how long a look takes learns about hashes of tokens that
    /// it knows, and nothing about others.
    private var entries: [UInt64: [Entry]] = [:]

    private static let nameBytesMaximum = 256
    private static let hashBytes = 32

    /// Reads lines of a name, white space and a hash of 64 hexadecimal digits; empty lines, and lines that begin with
    /// `#`, are left out. A name may stand in several lines, so that a token can be replaced; a hash may not.
    package init(_ text: String) throws(Problem) {
        var number = 0
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            number += 1
            let words = line.split(whereSeparator: \.isWhitespace)
            guard let name = words.first, !name.hasPrefix("#") else { continue }
            guard words.count == 2 else { throw Problem(line: number, message: "needs a name and a hash, no more") }
            guard Self.isName(name) else {
                throw Problem(line: number, message: "a name has 1 to \(Self.nameBytesMaximum) bytes, none a control")
            }
            guard let hash = Self.hash(words[1]) else {
                throw Problem(line: number, message: "a hash is 64 hexadecimal digits: the token's SHA-256")
            }
            guard found(hash) == nil else {
                throw Problem(line: number, message: "the hash stands in an earlier line, too")
            }
            entries[Self.key(hash), default: []].append(Entry(hash: hash, name: String(name)))
        }
    }

    /// The name of who holds `token`; nil where nobody does.
    package func name(of token: String) -> String? {
        var hasher = SHA256()
        var token = token
        token.withUTF8 { hasher.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        return found(Array(hasher.finalize()))
    }

    private func found(_ hash: [UInt8]) -> String? {
        entries[Self.key(hash)]?.first { Self.areEqual($0.hash, hash) }?.name
    }

    /// Compares in the same time wherever the first difference is.
    private static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        var difference: UInt8 = 0
        for (one, other) in zip(left, right) { difference |= one ^ other }
        return difference == 0
    }

    private static func key(_ hash: [UInt8]) -> UInt64 {
        hash.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func isName(_ name: Substring) -> Bool {
        name.utf8.count <= nameBytesMaximum
            && name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }

    private static func hash(_ digits: Substring) -> [UInt8]? {
        let values = digits.utf8.compactMap(value(of:))
        guard digits.utf8.count == 2 * hashBytes, values.count == 2 * hashBytes else { return nil }
        return (0..<hashBytes).map { values[2 * $0] << 4 | values[2 * $0 + 1] }
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        case _: nil
        }
    }
}
