/// What did not hold for some input.
struct BrokenInvariant: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Throws unless `condition` holds.
func require(_ condition: Bool, _ what: @autoclosure () -> String) throws(BrokenInvariant) {
    guard !condition else { return }
    throw BrokenInvariant(what())
}
