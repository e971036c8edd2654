internal import JSONModel

/// The members that an object must have.
final class RequiredNames: Sendable {
    /// Each name once, with its place in the schema's list.
    let names: [(name: MemberName, place: Int)]
    /// From a name to its place among `names`.
    let table: NameTable
    /// A bit for each name, where a word has enough of them.
    let bits: UInt64?

    init(_ list: [String]) {
        var known: Set<JSONKey> = []
        var names: [(name: MemberName, place: Int)] = []
        for (place, name) in list.enumerated() where known.insert(JSONKey(name)).inserted {
            names.append((MemberName(name), place))
        }
        self.names = names
        bits = names.count < 64 ? (1 &<< UInt64(names.count)) &- 1 : nil
        table = NameTable(names.enumerated().map { ($1.name.text, $0) })
    }
}
