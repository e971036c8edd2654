/// Reads Kubernetes' label selectors to the same expression: `env in (a,b),tier!=web,!canary,owner`.
///
/// As there, `a!=b` and `a notin (b)` hold for what has no such label too.
package struct LabelSelector {
    private let scalars: [Unicode.Scalar]
    private var place = 0

    private init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    /// The expression that `text` is; every comma is an AND. An empty selector selects everything.
    package static func expression(_ text: String) throws(SearchError) -> SearchExpression {
        guard text.utf8.count <= SearchParser.maximumLength else {
            throw SearchError(
                position: 1, found: "\(text.utf8.count) bytes",
                expected: "at most \(SearchParser.maximumLength) bytes")
        }
        var selector = LabelSelector(text)
        selector.skipSpaces()
        guard selector.current != nil else { return .all([]) }
        var parts = [try selector.requirement()]
        while selector.skip(",") {
            guard parts.count < SearchParser.maximumTerms else {
                throw selector.unexpected("at most \(SearchParser.maximumTerms) requirements")
            }
            parts.append(try selector.requirement())
        }
        guard selector.current == nil else { throw selector.unexpected("',' or the end") }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private var current: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    private mutating func skipSpaces() {
        while let scalar = current, scalar == " " || (0x09...0x0D).contains(scalar.value) { place += 1 }
    }

    private mutating func skip(_ text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard scalars[place...].starts(with: wanted) else { return false }
        place += wanted.count
        skipSpaces()
        return true
    }

    private func unexpected(_ expected: String) -> SearchError {
        SearchError(position: place + 1, found: current.map { "'\($0)'" } ?? "the end", expected: expected)
    }

    private mutating func requirement() throws(SearchError) -> SearchExpression {
        if skip("!") { return .not(.test(.label(try key()), .exists)) }
        let field = SearchField.label(try key())
        if skip("!=") { return .not(equal(field, value())) }
        if skip("==") || skip("=") { return equal(field, value()) }
        guard let scalar = current, scalar != "," else { return .test(field, .exists) }
        let start = place
        switch word() {
        case "in": return .any(try values(of: field))
        case "notin": return .not(.any(try values(of: field)))
        default:
            place = start
            throw unexpected("=, ==, !=, in, notin, ',' or the end")
        }
    }

    private func equal(_ field: SearchField, _ value: String) -> SearchExpression {
        .test(field, .compares(.equal, .text(value)))
    }

    private mutating func key() throws(SearchError) -> String {
        let start = place
        let key = word()
        guard !key.isEmpty else {
            place = start
            throw unexpected("a label's key")
        }
        return key
    }

    /// A value, which may be empty.
    private mutating func value() -> String {
        word()
    }

    private mutating func values(of field: SearchField) throws(SearchError) -> [SearchExpression] {
        guard skip("(") else { throw unexpected("a list in parentheses") }
        var parts = [equal(field, word())]
        while skip(",") { parts.append(equal(field, word())) }
        guard skip(")") else { throw unexpected("',' or ')'") }
        return parts
    }

    /// The characters of keys and values, and the space behind them.
    private mutating func word() -> String {
        var word = String.UnicodeScalarView()
        while let scalar = current, scalar.isASCII, Self.isWord(UInt8(scalar.value)) {
            word.append(scalar)
            place += 1
        }
        skipSpaces()
        return String(word)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
