internal import CLibPQ

extension PostgresError {
    /// The error that `result` holds.
    ///
    /// The message of a data exception (class 22) quotes the value, so that it stays out of the description.
    init(result: PostgresResult, statement: String?) {
        let state = result.field("C") ?? "XX000"
        let message = result.field("M") ?? "unknown error"
        switch state {
        case "57014":
            self.init(.timedOut, detail: "the statement was cancelled by its timeout")
        case "25006":
            self.init(.unavailable, detail: "this PostgreSQL is read-only now")
        default:
            let detail = state.hasPrefix("22") ? "data exception" : message
            self.init(.server(sqlState: state, constraint: result.field("n"), message: message), detail: detail)
        }
        self.statement = statement
        isStalePlan = state == "26000" || (state == "0A000" && result.field("R") == "RevalidateCachedQuery")
    }
}

extension PostgresResult {
    /// Whether PostgreSQL ends the connection with this error.
    var isFatal: Bool {
        let severity = field("V")
        return severity == "FATAL" || severity == "PANIC" || field("C") == nil
    }
}
