/// A pattern of SQL's LIKE: `%` is any text, `_` any character, a backslash takes the next character as it is.
package struct SearchPattern: Sendable, Hashable {
    package let text: String
    /// Whether the letters A to Z match in either case; no other letter does.
    package let ignoresCase: Bool

    private enum Part: Hashable {
        case anyText
        case anyCharacter
        case character(Unicode.Scalar)
    }

    /// nil for a pattern that ends in a backslash that takes nothing.
    package init?(_ text: String, ignoresCase: Bool) {
        guard Self.parts(of: text, ignoresCase: ignoresCase) != nil else { return nil }
        self.text = text
        self.ignoresCase = ignoresCase
    }

    private static func parts(of text: String, ignoresCase: Bool) -> [Part]? {
        var parts: [Part] = []
        var isEscaped = false
        for scalar in text.unicodeScalars {
            switch (isEscaped, scalar) {
            case (false, "\\"):
                isEscaped = true
                continue
            case (false, "%"): parts.append(.anyText)
            case (false, "_"): parts.append(.anyCharacter)
            default: parts.append(.character(ignoresCase ? folded(scalar) : scalar))
            }
            isEscaped = false
        }
        return isEscaped ? nil : parts
    }

    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar
    }

    /// The text that every match begins with; empty where there is none.
    package var prefix: String {
        var prefix = String.UnicodeScalarView()
        for part in Self.parts(of: text, ignoresCase: false) ?? [] {
            guard case .character(let scalar) = part else { break }
            prefix.append(scalar)
        }
        return ignoresCase ? "" : String(prefix)
    }

    /// Whether all of `value` fits; goes back to the last `%` only, so the time is at most the product of both sizes.
    package func matches(_ value: String) -> Bool {
        let parts = Self.parts(of: text, ignoresCase: ignoresCase) ?? []
        let scalars = value.unicodeScalars.map { ignoresCase ? Self.folded($0) : $0 }
        var (part, place) = (0, 0)
        var retry: (part: Int, place: Int)?
        while place < scalars.count {
            if part < parts.count, parts[part] == .anyText {
                retry = (part, place)
                part += 1
            } else if part < parts.count, parts[part] == .anyCharacter || parts[part] == .character(scalars[place]) {
                part += 1
                place += 1
            } else if let last = retry {
                retry = (last.part, last.place + 1)
                (part, place) = (last.part + 1, last.place + 1)
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { $0 == .anyText }
    }
}
