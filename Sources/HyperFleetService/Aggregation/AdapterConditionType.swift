/// The condition types of adapters' reports that have a meaning here.
enum AdapterConditionType {
    static let available = "Available"
    static let applied = "Applied"
    static let health = "Health"
    static let finalized = "Finalized"

    /// What every report must say, in the order that a missing one is named.
    static let mandatory = [available, applied, health]
}
