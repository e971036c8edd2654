/// Statements that go out together and succeed or fail together, with no decision between them.
package struct PostgresSegment: Sendable {
    private(set) var calls: [StatementCall] = []

    /// Whether it may be committed together with others.
    ///
    /// For a segment that waits for nobody's lock as a rule and is refused seldom: where one of them fails, all of them
    /// are run again, each by itself.
    package var sharesCommit = false

    package init() {}

    /// A segment of one statement.
    package init(_ statement: some PostgresStatement) {
        append(statement)
    }

    package var isEmpty: Bool { calls.isEmpty }
    package var count: Int { calls.count }

    /// Adds a statement; its rows are found by the slot in the segment's result.
    @discardableResult
    package mutating func append<Statement: PostgresStatement>(_ statement: Statement) -> PostgresSlot<Statement> {
        calls.append(StatementCall(statement))
        return PostgresSlot(index: calls.count - 1)
    }

    /// Adds a statement whose text was made for this call; its rows are found by the slot in the segment's result.
    @discardableResult
    package mutating func append<Statement: PostgresComposedStatement>(
        composed statement: Statement
    ) -> PostgresSlot<Statement> {
        calls.append(StatementCall(composed: statement))
        return PostgresSlot(index: calls.count - 1)
    }

    /// Adds the statements of another segment, whose slots do not hold here.
    package mutating func append(contentsOf other: PostgresSegment) {
        calls += other.calls
    }
}

/// Where a statement of a segment finds its result.
package struct PostgresSlot<Statement: PostgresRowDecoding>: Sendable {
    let index: Int
}

/// The results of a segment, one for each of its statements.
package struct PostgresSegmentResult: Sendable {
    let results: [PostgresResult]

    /// The decoded rows of the statement at `slot`, which must come from this segment.
    package func rows<Statement: PostgresRowDecoding>(
        _ slot: PostgresSlot<Statement>
    ) throws(PostgresError) -> [Statement.Row] {
        try results[slot.index].rows(of: Statement.self)
    }

    /// How many rows the statement at `slot` inserted, updated, deleted or returned.
    package func affected<Statement: PostgresRowDecoding>(_ slot: PostgresSlot<Statement>) -> Int {
        results[slot.index].affected
    }
}
