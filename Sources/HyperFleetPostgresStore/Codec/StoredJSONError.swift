/// Stored JSON is not what this program stores.
struct StoredJSONError: Error {
    /// What was expected, and where: never the text itself.
    let message: String
}
