/// A search whose every comparison is known to fit its field.
///
/// It has two values: a comparison with what is missing or of another type is false, and `not` turns that into true.
package indirect enum SearchExpression: Sendable, Hashable {
    /// True where all are; true for none.
    case all([SearchExpression])
    /// True where any is; false for none.
    case any([SearchExpression])
    case not(SearchExpression)
    case test(SearchField, SearchTest)
}

/// What is asked of one field.
package enum SearchTest: Sendable, Hashable {
    /// It is there; JSON's null is not.
    case exists
    case compares(SearchComparison, SearchValue)
    case matches(SearchPattern)
}

/// How a field's value lies to another value.
package enum SearchComparison: String, Sendable, Hashable, CaseIterable {
    case equal = "="
    case notEqual = "<>"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    /// The same with its sides exchanged.
    var exchanged: SearchComparison {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }

    /// Whether the comparison asks for an order.
    var asksForOrder: Bool { self != .equal && self != .notEqual }
}
