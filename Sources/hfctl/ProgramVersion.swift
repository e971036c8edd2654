/// This program's own version.
enum ProgramVersion {
    /// By semantic versioning.
    static let text = "0.1.0"
}
