/// A statement-level trigger as the schema declares it.
struct TableTrigger: Sendable, Hashable {
    enum Event: Sendable, Hashable {
        /// With the removed rows as the transition table `removed`.
        case delete
        case truncate
    }

    let name: String
    let event: Event
    /// A function of `DeclaredSchema.functions`.
    let function: String
    /// What the function finds in TG_ARGV[0].
    let argument: String

    /// The statement that makes the trigger on `table`; the words of `pg_get_triggerdef`.
    func creation(on table: String) -> String {
        switch event {
        case .delete:
            "CREATE TRIGGER \(name) AFTER DELETE ON \(table) REFERENCING OLD TABLE AS removed "
                + "FOR EACH STATEMENT EXECUTE FUNCTION \(function)('\(argument)')"
        case .truncate:
            "CREATE TRIGGER \(name) AFTER TRUNCATE ON \(table) "
                + "FOR EACH STATEMENT EXECUTE FUNCTION \(function)('\(argument)')"
        }
    }
}
