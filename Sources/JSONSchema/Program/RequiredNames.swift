/// The members that an object must have.
final class RequiredNames: Sendable {
    /// In the schema's order; they differ from each other.
    let names: [String]
    /// From a name to its place among `names`.
    let table: NameTable
    /// A bit for each name, where a word has enough of them.
    let bits: UInt64?

    init(_ names: [String]) {
        self.names = names
        bits = names.count < 64 ? (1 &<< UInt64(names.count)) &- 1 : nil
        table = NameTable(names.enumerated().map { ($1, $0) })
    }
}
