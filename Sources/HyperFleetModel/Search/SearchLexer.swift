/// Cuts a search text into tokens (behaviour.md section 7.2; with hyphens, indices and quoted segments in paths).
struct SearchLexer {
    private let scalars: [Unicode.Scalar]
    private var place = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    /// All tokens, `end` behind them.
    static func tokens(of text: String) throws(SearchError) -> [SearchToken] {
        var lexer = SearchLexer(text)
        var tokens: [SearchToken] = []
        while true {
            let token = try lexer.next()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    private mutating func next() throws(SearchError) -> SearchToken {
        while let scalar = current, Self.isSpace(scalar) { place += 1 }
        let start = place
        let kind = try kind()
        return SearchToken(kind: kind, position: start + 1, text: text(from: start))
    }

    private mutating func kind() throws(SearchError) -> SearchToken.Kind {
        guard let first = current else { return .end }
        if Self.isQuote(first) { return .string(try string()) }
        if let moment = moment() { return moment }
        if Self.isDigit(first) { return try number() }
        if Self.startsName(first) { return .path(try path()) }
        return .symbol(try symbol())
    }

    // MARK: Characters

    private var current: Unicode.Scalar? { peek(0) }

    private func peek(_ distance: Int) -> Unicode.Scalar? {
        place + distance < scalars.count ? scalars[place + distance] : nil
    }

    private func text(from start: Int) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[start..<place])
        return String(text)
    }

    private func error(_ found: String, expected: String, at place: Int? = nil) -> SearchError {
        SearchError(position: (place ?? self.place) + 1, found: found, expected: expected)
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || (0x09...0x0D).contains(scalar.value)
    }

    private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "'" || scalar == "\"" || scalar == "`"
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func startsName(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic
    }

    private static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
        startsName(scalar) || isDigit(scalar) || scalar == "/" || scalar == "-"
    }

    // MARK: Literals

    /// The text between quotes; a backslash takes the next character as it is, but for n, t, r, b and f.
    private mutating func string() throws(SearchError) -> String {
        let start = place
        let quote = scalars[place]
        place += 1
        var value = String.UnicodeScalarView()
        while let scalar = current, scalar != quote {
            place += 1
            value.append(scalar == "\\" ? try escaped(in: start) : scalar)
        }
        guard current != nil else { throw error("a string without an end", expected: "\(quote)", at: start) }
        place += 1
        return String(value)
    }

    private mutating func escaped(in start: Int) throws(SearchError) -> Unicode.Scalar {
        guard let scalar = current else {
            throw error("a string without an end", expected: "a closing quote", at: start)
        }
        place += 1
        switch scalar {
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        default: return scalar
        }
    }

    /// `2026-01-01` and what follows it of a timestamp; nil for anything else.
    private mutating func moment() -> SearchToken.Kind? {
        let shape = "dddd-dd-dd".unicodeScalars
        for (distance, wanted) in shape.enumerated() {
            guard let scalar = peek(distance), wanted == "d" ? Self.isDigit(scalar) : scalar == wanted else {
                return nil
            }
        }
        let start = place
        place += shape.count
        while let scalar = current, Self.isDigit(scalar) || "TtZz:.+-".unicodeScalars.contains(scalar) { place += 1 }
        return .moment(text(from: start))
    }

    private mutating func number() throws(SearchError) -> SearchToken.Kind {
        let start = place
        skipDigits()
        if current == ".", let digit = peek(1), Self.isDigit(digit) {
            place += 1
            skipDigits()
        }
        skipExponent()
        let digits = text(from: start)
        let suffix = place
        while let scalar = current, Self.isDigit(scalar) || Self.startsName(scalar) { place += 1 }
        return .number(digits: digits, suffix: text(from: suffix))
    }

    private mutating func skipDigits() {
        while let scalar = current, Self.isDigit(scalar) { place += 1 }
    }

    /// Skips `e10`, `e-3`; an `e` without digits stays, as a suffix that nothing knows.
    private mutating func skipExponent() {
        guard current == "e" || current == "E" else { return }
        let signed = peek(1) == "+" || peek(1) == "-" ? 2 : 1
        guard let digit = peek(signed), Self.isDigit(digit) else { return }
        place += signed
        skipDigits()
    }

    // MARK: Paths and symbols

    private mutating func path() throws(SearchError) -> [SearchSegment] {
        var segments: [SearchSegment] = [.name(name())]
        while let scalar = current {
            if scalar == "." {
                place += 1
                segments.append(try segment())
            } else if scalar == "[", !Self.isOperatorBeforeList(segments) {
                segments.append(try bracketed())
            } else {
                break
            }
        }
        return segments
    }

    /// `in[…]` is the operator in front of its list.
    private static func isOperatorBeforeList(_ segments: [SearchSegment]) -> Bool {
        guard segments.count == 1, case .name(let name) = segments[0] else { return false }
        return name.lowercased() == "in"
    }

    private mutating func name() -> String {
        let start = place
        while let scalar = current, Self.continuesName(scalar) { place += 1 }
        return text(from: start)
    }

    private mutating func segment() throws(SearchError) -> SearchSegment {
        if let scalar = current, Self.isQuote(scalar) { return .quoted(try string()) }
        let name = name()
        guard !name.isEmpty else { throw error(shownHere, expected: "a name behind the point") }
        return .name(name)
    }

    /// `[0]`, or `['a key']`.
    private mutating func bracketed() throws(SearchError) -> SearchSegment {
        place += 1
        let segment: SearchSegment
        if let scalar = current, Self.isQuote(scalar) {
            segment = .quoted(try string())
        } else {
            let start = place
            skipDigits()
            guard let index = Int32(text(from: start)) else {
                throw error(shownHere, expected: "an array's index or a quoted key", at: start)
            }
            segment = .index(Int(index))
        }
        guard current == "]" else { throw error(shownHere, expected: "']'") }
        place += 1
        return segment
    }

    private var shownHere: String { current.map { "'\($0)'" } ?? "the end" }

    private mutating func symbol() throws(SearchError) -> String {
        let start = place
        let two = ["==", "!=", "<>", "<=", ">="]
        if let first = current, let second = peek(1), two.contains("\(first)\(second)") {
            place += 2
            return text(from: start)
        }
        guard let scalar = current, "=<>()[],+-".unicodeScalars.contains(scalar) else {
            throw error(shownHere, expected: "a field, a value, an operator or a bracket")
        }
        place += 1
        return "\(scalar)"
    }
}
