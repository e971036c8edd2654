/// Which schema this program is made for.
package enum SchemaVersion {
    /// Raised by one whenever the declared schema changes; `migrate` writes it into `settings`, and never lowers it.
    package static let current: Int64 = 3
}
