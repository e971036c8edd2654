/// A connection that is of no further use.
struct ConnectionFailure: Error {
    let reason: String
    /// Whether PostgreSQL may have been told to carry out the request.
    var wasSent: Bool
}
