/// A regular expression as a test made it, with a matcher that tries every way (exponential, for short texts).
indirect enum RandomPattern: Sendable {
    case character(Unicode.Scalar)
    /// A class as it is written, and what it holds.
    case set(String, @Sendable (Unicode.Scalar) -> Bool)
    case start, end, boundary, noBoundary
    case sequence([RandomPattern])
    case alternatives([RandomPattern])
    /// A group, with what stands behind its parenthesis.
    case group(String, RandomPattern)
    case repetition(RandomPattern, String, minimum: Int, maximum: Int)

    var source: String {
        switch self {
        case .character(let scalar): String(scalar)
        case .set(let text, _): text
        case .start: "^"
        case .end: "$"
        case .boundary: "\\b"
        case .noBoundary: "\\B"
        case .sequence(let parts): parts.map(\.source).joined()
        case .alternatives(let branches): branches.map(\.source).joined(separator: "|")
        case .group(let kind, let body): "(\(kind)\(body.source))"
        case .repetition(let body, let suffix, _, _): "\(body.source)\(suffix)"
        }
    }

    /// Whether any part of the text matches.
    func matches(_ text: [Unicode.Scalar]) -> Bool {
        (0...text.count).contains { match(text, from: $0) { _ in true } }
    }

    /// Whether the pattern matches from `place` on, up to one where `rest` is true.
    private func match(_ text: [Unicode.Scalar], from place: Int, _ rest: (Int) -> Bool) -> Bool {
        switch self {
        case .character(let scalar): return place < text.count && text[place] == scalar && rest(place + 1)
        case .set(_, let holds): return place < text.count && holds(text[place]) && rest(place + 1)
        case .start: return place == 0 && rest(place)
        case .end: return place == text.count && rest(place)
        case .boundary: return isBoundary(text, place) && rest(place)
        case .noBoundary: return !isBoundary(text, place) && rest(place)
        case .group(_, let body): return body.match(text, from: place, rest)
        case .sequence(let parts): return Self.match(parts[...], text, place, rest)
        case .alternatives(let branches): return branches.contains { $0.match(text, from: place, rest) }
        case .repetition(let body, _, let minimum, let maximum):
            return body.matchRepeated(text, place, minimum, maximum, rest)
        }
    }

    private static func match(
        _ parts: ArraySlice<RandomPattern>, _ text: [Unicode.Scalar], _ place: Int, _ rest: (Int) -> Bool
    ) -> Bool {
        guard let first = parts.first else { return rest(place) }
        return first.match(text, from: place) { match(parts.dropFirst(), text, $0, rest) }
    }

    private func matchRepeated(
        _ text: [Unicode.Scalar], _ place: Int, _ minimum: Int, _ maximum: Int, _ rest: (Int) -> Bool
    ) -> Bool {
        if minimum == 0, rest(place) { return true }
        guard maximum > 0 else { return false }
        return match(text, from: place) { next in
            // A round that takes nothing brings no more than the wanted ones do.
            guard next > place || minimum > 0 else { return false }
            return matchRepeated(text, next, max(minimum - 1, 0), maximum - 1, rest)
        }
    }

    private func isBoundary(_ text: [Unicode.Scalar], _ place: Int) -> Bool {
        func isWord(_ index: Int) -> Bool {
            text.indices.contains(index) && Self.isWord(text[index])
        }
        return isWord(place - 1) != isWord(place)
    }

    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
    }
}
