/// What this program calls itself.
package enum ServerVersion {
    /// Semantic version of the server and its client.
    package static let current = "0.1.0"
}
