internal import JSONModel

/// A value as it stands in a search, before it is known what it is compared with.
enum SearchLiteral: Sendable, Hashable {
    case string(String)
    case number(JSONNumber)
    case bool(Bool)
    case null
    /// A date or a timestamp without quotes.
    case moment(String)
    /// `now()` and this many microseconds.
    case now(Int64)
}

/// A literal and where it stands.
struct PlacedLiteral: Sendable, Hashable {
    let literal: SearchLiteral
    let position: Int
    /// As it was written.
    let text: String

    private func error(expected: String) -> SearchError {
        SearchError(position: position, found: text.isEmpty ? "this value" : text, expected: expected)
    }

    /// The value that a field of `type` is compared with (behaviour.md section 7.6).
    func value(for type: SearchType) throws(SearchError) -> SearchValue {
        switch type {
        case .text: try string(expected: "a string")
        case .label: try label()
        case .conditionStatus: try status()
        case .integer: try integer()
        case .time: try time()
        case .json: try json()
        case .existence: throw error(expected: "'is null', 'is not null' or exists for a whole report")
        }
    }

    private func string(expected: String) throws(SearchError) -> SearchValue {
        switch literal {
        case .string(let text): return .text(text)
        case .moment(let text): return .text(text)
        default: throw error(expected: expected)
        }
    }

    private func label() throws(SearchError) -> SearchValue {
        switch literal {
        case .number, .bool: .text(text)
        default: try string(expected: "a string, a number or a truth value")
        }
    }

    private func status() throws(SearchError) -> SearchValue {
        guard case .string(let status) = literal, ["True", "False", "Unknown"].contains(status) else {
            throw error(expected: "'True', 'False' or 'Unknown'")
        }
        return .text(status)
    }

    private func integer() throws(SearchError) -> SearchValue {
        guard case .number(let number) = literal, let integer = number.int64 else {
            throw error(expected: "an integer of 64 bits")
        }
        return .integer(integer)
    }

    private func time() throws(SearchError) -> SearchValue {
        let form = "an RFC 3339 timestamp (2026-01-01T00:00:00Z), a date, or now() with a duration"
        switch literal {
        case .string(let text), .moment(let text):
            guard let time = Timestamp(rfc3339: text) ?? Timestamp(rfc3339: text + "T00:00:00Z") else {
                throw error(expected: form)
            }
            return .time(time)
        case .now(let microseconds): return .timeFromNow(microseconds: microseconds)
        default: throw error(expected: form)
        }
    }

    private func json() throws(SearchError) -> SearchValue {
        switch literal {
        case .string(let text), .moment(let text): return .text(text)
        case .number(let number): return .number(number)
        case .bool(let flag): return .bool(flag)
        case .null, .now: throw error(expected: "a string, a number, true or false")
        }
    }
}
