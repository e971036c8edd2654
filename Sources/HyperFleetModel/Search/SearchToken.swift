/// One word of a search text and where it begins.
struct SearchToken: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        /// A field's path or a word of the language.
        case path([SearchSegment])
        case string(String)
        /// Digits with fraction and exponent, and the letters right behind them: `10`, `m`.
        case number(digits: String, suffix: String)
        /// A date or a timestamp without quotes.
        case moment(String)
        /// An operator or a bracket.
        case symbol(String)
        case end
    }

    let kind: Kind
    /// In Unicode scalars from 1.
    let position: Int
    /// As it was written.
    let text: String

    /// The word in lower case where the token is one bare word; nil otherwise.
    var word: String? {
        guard case .path(let segments) = kind, segments.count == 1, case .name(let name) = segments[0] else {
            return nil
        }
        return name.lowercased()
    }

    func isSymbol(_ symbol: String) -> Bool { kind == .symbol(symbol) }

    /// For an error's text.
    var shown: String { kind == .end ? "the end" : "'\(text)'" }
}

/// One step of a path as it was written.
enum SearchSegment: Sendable, Hashable {
    case name(String)
    /// Between quotes, in which every character may stand.
    case quoted(String)
    /// `[0]`: an array's item.
    case index(Int)
}
