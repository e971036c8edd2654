/// A trigger function in PL/pgSQL as the schema declares it.
struct TriggerFunction: Sendable, Hashable {
    let name: String
    /// The text between the dollar quotes; the words of `pg_proc.prosrc`.
    let body: String

    /// What `pg_proc.proconfig` holds: the function finds the tables of `schema`, whoever calls it from wherever.
    func configuration(schema: String) -> String {
        "search_path=\(schema), pg_temp"
    }

    /// The statement that makes or replaces the function; `schema` is quoted where it needs to be.
    func creation(schema: String) -> String {
        "CREATE OR REPLACE FUNCTION \(name)() RETURNS trigger LANGUAGE plpgsql "
            + "SET search_path = \(schema), pg_temp AS $body$\(body)$body$"
    }
}
