internal import JSONModel

/// Reads the search language: behaviour.md section 7.3 with the precedence of D17, and what is ours beside it.
///
///     or      := and (OR and)*
///     and     := not (AND not)*
///     not     := NOT not | EXISTS field | compared
///     compared:= operand [tail]
///     tail    := (= | == | != | <> | < | <= | > | >=) operand | [NOT] (LIKE | ILIKE) string
///              | [NOT] IN list | [NOT] BETWEEN operand AND operand | IS [NOT] NULL
///     operand := ( or ) | field | literal | now() [(+|-) duration]
package struct SearchParser {
    /// In bytes of UTF-8.
    package static let maximumLength = 4_096
    /// How many parentheses and NOTs may stand inside one another.
    package static let maximumDepth = 16
    /// How many fields may be compared.
    package static let maximumTerms = 64
    /// How many values all lists may have together.
    package static let maximumItems = 1_000

    /// What a part of the text is: one may only be known as an operand by what follows it.
    private enum Node {
        case expression(SearchExpression)
        case field(SearchField, String)
        case literal(PlacedLiteral)
    }

    private let tokens: [SearchToken]
    private var place = 0
    private var depth = 0
    private var terms = 0
    private var items = 0

    private init(_ tokens: [SearchToken]) {
        self.tokens = tokens
    }

    /// The expression that `text` is.
    package static func expression(_ text: String) throws(SearchError) -> SearchExpression {
        guard text.utf8.count <= maximumLength else {
            throw SearchError(
                position: 1, found: "\(text.utf8.count) bytes", expected: "at most \(maximumLength) bytes")
        }
        guard !text.utf8.contains(0) else {
            throw SearchError(position: 1, found: "a NUL character somewhere", expected: "text without it")
        }
        var parser = SearchParser(try SearchLexer.tokens(of: text))
        let start = parser.current
        let node = try parser.or()
        let expression = try parser.condition(node, at: start)
        guard parser.current.kind == .end else { throw parser.unexpected("AND, OR or the end") }
        return expression
    }

    // MARK: Tokens

    private var current: SearchToken { tokens[place] }

    private mutating func advance() -> SearchToken {
        let token = tokens[place]
        if place < tokens.count - 1 { place += 1 }
        return token
    }

    private mutating func skip(word: String) -> Bool {
        guard current.word == word else { return false }
        _ = advance()
        return true
    }

    private mutating func skip(symbol: String) -> Bool {
        guard current.isSymbol(symbol) else { return false }
        _ = advance()
        return true
    }

    private func unexpected(_ expected: String) -> SearchError {
        SearchError(position: current.position, found: current.shown, expected: expected)
    }

    private func refused(_ token: SearchToken, expected: String) -> SearchError {
        SearchError(position: token.position, found: token.shown, expected: expected)
    }

    private mutating func deeper() throws(SearchError) {
        depth += 1
        guard depth <= Self.maximumDepth else { throw unexpected("at most \(Self.maximumDepth) levels") }
    }

    // MARK: Logic

    private mutating func or() throws(SearchError) -> Node {
        let start = current
        let first = try and()
        guard current.word == "or" else { return first }
        var parts = [try condition(first, at: start)]
        while skip(word: "or") {
            let start = current
            let node = try and()
            parts.append(try condition(node, at: start))
        }
        return .expression(.any(parts))
    }

    private mutating func and() throws(SearchError) -> Node {
        let start = current
        let first = try not()
        guard current.word == "and" else { return first }
        var parts = [try condition(first, at: start)]
        while skip(word: "and") {
            let start = current
            let node = try not()
            parts.append(try condition(node, at: start))
        }
        return .expression(.all(parts))
    }

    private mutating func not() throws(SearchError) -> Node {
        if skip(word: "not") {
            try deeper()
            let start = current
            let node = try not()
            let negated = try condition(node, at: start)
            depth -= 1
            return .expression(.not(negated))
        }
        guard skip(word: "exists") else { return try compared() }
        let start = current
        guard case .field(let field, _) = try operand() else { throw refused(start, expected: "a field") }
        return .expression(.test(field, .exists))
    }

    /// The node as something true or false.
    ///
    /// The node is read before: a call in place of the argument would move this parser on behind its back.
    private func condition(_ node: Node, at start: SearchToken) throws(SearchError) -> SearchExpression {
        switch node {
        case .expression(let expression): return expression
        case .field: throw unexpected("an operator behind the field \(start.shown)")
        case .literal: throw unexpected("an operator behind the value \(start.shown)")
        }
    }

    // MARK: Comparisons

    private mutating func compared() throws(SearchError) -> Node {
        let start = current
        let left = try operand()
        guard let found = try tail(of: left, at: start) else { return left }
        guard !startsTail(current) else { throw unexpected("AND, OR or the end: comparisons form no chain") }
        return .expression(found)
    }

    private func startsTail(_ token: SearchToken) -> Bool {
        if case .symbol(let symbol) = token.kind { return Self.comparison(symbol) != nil }
        return ["like", "ilike", "in", "between", "is", "not"].contains(token.word)
    }

    private static func comparison(_ symbol: String) -> SearchComparison? {
        switch symbol {
        case "==": .equal
        case "!=": .notEqual
        default: SearchComparison(rawValue: symbol)
        }
    }

    /// What stands behind an operand; nil where nothing does that belongs to it.
    private mutating func tail(of left: Node, at start: SearchToken) throws(SearchError) -> SearchExpression? {
        guard startsTail(current) else { return nil }
        if case .expression = left { throw unexpected("AND, OR or the end: comparisons form no chain") }
        if case .symbol(let symbol) = current.kind, let comparison = Self.comparison(symbol) {
            let sign = advance()
            let rightStart = current
            return try compare(left, comparison, try operand(), sign: sign, rightStart: rightStart)
        }
        guard case .field(let field, _) = left else { throw refused(start, expected: "a field") }
        if skip(word: "is") { return try isNull(field) }
        let isNegated = skip(word: "not")
        let test = try wordTest(of: field)
        return isNegated ? .not(test) : test
    }

    private mutating func isNull(_ field: SearchField) throws(SearchError) -> SearchExpression {
        let isNegated = skip(word: "not")
        guard skip(word: "null") else { throw unexpected("null") }
        return isNegated ? .test(field, .exists) : .not(.test(field, .exists))
    }

    private mutating func wordTest(of field: SearchField) throws(SearchError) -> SearchExpression {
        switch current.word {
        case "like", "ilike": return try like(field)
        case "in": return try within(field)
        case "between": return try between(field)
        default: throw unexpected("LIKE, ILIKE, IN or BETWEEN")
        }
    }

    private mutating func like(_ field: SearchField) throws(SearchError) -> SearchExpression {
        let word = advance()
        switch field.type {
        case .text, .label, .conditionStatus, .json: break
        case .integer, .time, .existence: throw refused(word, expected: "a comparison: the field holds no text")
        }
        let start = current
        guard case .literal(let literal) = try operand(), case .string(let text) = literal.literal else {
            throw refused(start, expected: "a pattern between quotes")
        }
        guard let pattern = SearchPattern(text, ignoresCase: word.word == "ilike") else {
            throw refused(start, expected: "a pattern that does not end in a single backslash")
        }
        return .test(field, .matches(pattern))
    }

    private mutating func between(_ field: SearchField) throws(SearchError) -> SearchExpression {
        let word = advance()
        try checkOrder(of: field, at: word)
        let low = try literal().value(for: field.type)
        guard skip(word: "and") else { throw unexpected("AND and the upper bound") }
        let high = try literal().value(for: field.type)
        return .all([
            .test(field, .compares(.greaterOrEqual, low)), .test(field, .compares(.lessOrEqual, high)),
        ])
    }

    /// A list in square brackets or parentheses, perhaps with a comma at its end.
    private mutating func within(_ field: SearchField) throws(SearchError) -> SearchExpression {
        _ = advance()
        let closing = current.isSymbol("(") ? ")" : "]"
        guard skip(symbol: "[") || skip(symbol: "(") else { throw unexpected("a list in [ ] or ( )") }
        var parts: [SearchExpression] = []
        while !skip(symbol: closing) {
            items += 1
            guard items <= Self.maximumItems else { throw unexpected("at most \(Self.maximumItems) values in lists") }
            parts.append(.test(field, .compares(.equal, try literal().value(for: field.type))))
            if skip(symbol: ",") { continue }
            guard current.isSymbol(closing) else { throw unexpected("',' or '\(closing)'") }
        }
        return .any(parts)
    }

    private func checkOrder(of field: SearchField, at token: SearchToken) throws(SearchError) {
        guard field.type != .conditionStatus else {
            throw refused(token, expected: "=, !=, IN, LIKE or IS NULL: a condition's status has no order")
        }
    }

    private func compare(
        _ left: Node, _ comparison: SearchComparison, _ right: Node, sign: SearchToken, rightStart: SearchToken
    ) throws(SearchError) -> SearchExpression {
        switch (left, right) {
        case (.field(let field, _), .literal(let literal)):
            return try compare(field, comparison, literal, sign: sign)
        case (.literal(let literal), .field(let field, _)):
            return try compare(field, comparison.exchanged, literal, sign: sign)
        case (.field, .field): throw refused(rightStart, expected: "a value: strings stand between quotes")
        case (.literal, .literal): throw refused(rightStart, expected: "a field on one side")
        case (.expression, _), (_, .expression): throw refused(rightStart, expected: "a field or a value")
        }
    }

    private func compare(
        _ field: SearchField, _ comparison: SearchComparison, _ literal: PlacedLiteral, sign: SearchToken
    ) throws(SearchError) -> SearchExpression {
        if literal.literal == .null {
            switch comparison {
            case .equal: return .not(.test(field, .exists))
            case .notEqual: return .test(field, .exists)
            default: throw refused(sign, expected: "= or != before null")
            }
        }
        let value = try literal.value(for: field.type)
        if comparison.asksForOrder {
            try checkOrder(of: field, at: sign)
            if case .bool = value { throw refused(sign, expected: "= or != before a truth value") }
        }
        return .test(field, .compares(comparison, value))
    }

    // MARK: Operands

    private mutating func literal() throws(SearchError) -> PlacedLiteral {
        let start = current
        guard case .literal(let literal) = try operand() else { throw refused(start, expected: "a value") }
        return literal
    }

    private mutating func operand() throws(SearchError) -> Node {
        let token = advance()
        switch token.kind {
        case .string(let text): return literal(.string(text), at: token)
        case .moment(let text): return literal(.moment(text), at: token)
        case .number: return literal(.number(try number(token, isNegative: false)), at: token)
        case .symbol("-"), .symbol("+"): return try signed(token)
        case .symbol("("): return try parenthesized()
        case .path(let segments):
            terms += 1
            guard terms <= Self.maximumTerms else {
                throw refused(token, expected: "at most \(Self.maximumTerms) fields")
            }
            return try path(segments, token)
        case .symbol, .end: throw refused(token, expected: "a field or a value")
        }
    }

    private func literal(_ literal: SearchLiteral, at token: SearchToken) -> Node {
        .literal(PlacedLiteral(literal: literal, position: token.position, text: token.text))
    }

    private mutating func parenthesized() throws(SearchError) -> Node {
        try deeper()
        let inner = try or()
        guard skip(symbol: ")") else { throw unexpected("')'") }
        depth -= 1
        return inner
    }

    private mutating func signed(_ sign: SearchToken) throws(SearchError) -> Node {
        let token = advance()
        let number = try number(token, isNegative: sign.text == "-")
        let text = (sign.text == "-" ? "-" : "") + token.text
        return .literal(PlacedLiteral(literal: .number(number), position: sign.position, text: text))
    }

    private func number(_ token: SearchToken, isNegative: Bool) throws(SearchError) -> JSONNumber {
        guard case .number(let digits, let suffix) = token.kind,
            let number = SearchNumber.number(digits: digits, suffix: suffix, isNegative: isNegative)
        else { throw refused(token, expected: "a number, perhaps with k, M, G, T, P, Ki, Mi, Gi, Ti or Pi behind it") }
        return number
    }

    private mutating func path(_ segments: [SearchSegment], _ token: SearchToken) throws(SearchError) -> Node {
        switch token.word {
        case "true": return literal(.bool(true), at: token)
        case "false": return literal(.bool(false), at: token)
        case "null": return literal(.null, at: token)
        case "now" where current.isSymbol("("): return try now(token)
        case let word? where Self.reserved.contains(word):
            throw refused(token, expected: "a field or a value")
        default:
            let reader = SearchFieldReader(segments: segments, position: token.position, text: token.text)
            return .field(try reader.field(), token.text)
        }
    }

    private static let reserved: Set<String> = [
        "and", "or", "not", "like", "ilike", "in", "between", "is", "exists", "len", "any", "all", "sum",
    ]

    /// `now()`, `now() - 10m`, `now() + 1h30m`
    private mutating func now(_ token: SearchToken) throws(SearchError) -> Node {
        guard skip(symbol: "("), skip(symbol: ")") else { throw unexpected("')'") }
        guard current.isSymbol("-") || current.isSymbol("+") else { return literal(.now(0), at: token) }
        let isPast = advance().text == "-"
        guard case .number(let digits, let suffix) = current.kind,
            let duration = SearchNumber.duration(digits: digits, suffix: suffix)
        else { throw unexpected("a duration such as 30s, 10m, 1h30m or 7d") }
        _ = advance()
        return literal(.now(isPast ? -duration : duration), at: token)
    }
}
