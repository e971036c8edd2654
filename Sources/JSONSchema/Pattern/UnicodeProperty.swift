internal import Synchronization

/// The properties of Unicode that `\p{...}` can name, as ECMA-262 spells them.
///
/// Scripts and four binary properties come from tables of the project's own; everything else Swift's library knows.
enum UnicodeProperty {
    /// The code points that have the property; nil when the name is none of ECMA-262's.
    static func set(named name: String) -> CodePointSet? {
        let parts = name.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return GeneralCategoryTable.set(named: name) ?? binary(name) }
        switch parts[0] {
        case "General_Category", "gc": return GeneralCategoryTable.set(named: parts[1])
        case "Script", "sc": return ScriptTable.scripts[parts[1]].map(CodePointSet.init)
        case "Script_Extensions", "scx":
            return (ScriptTable.extensions[parts[1]] ?? ScriptTable.scripts[parts[1]]).map(CodePointSet.init)
        default: return nil
        }
    }

    private static func binary(_ name: String) -> CodePointSet? {
        switch name {
        case "Any": return .all
        case "ASCII": return CodePointSet([0...0x7f])
        case "Assigned": return GeneralCategoryTable.set(named: "Cn")?.complement
        default: break
        }
        if let ranges = BinaryPropertyTable.properties[name] { return CodePointSet(ranges) }
        guard let path = BinaryPropertyNames.paths[name] else { return nil }
        return cache.withLock { sets in
            if let known = sets[name] { return known }
            let set = CodePointSet(where: { $0.properties[keyPath: path] })
            sets[name] = set
            return set
        }
    }

    /// Found once for each name: that looks at every code point.
    private static let cache = Mutex<[String: CodePointSet]>([:])
}

extension CodePointSet {
    /// All scalars for which `holds` is true.
    init(where holds: (Unicode.Scalar) -> Bool) {
        var ranges: [ClosedRange<UInt32>] = []
        var start: UInt32?
        for value in 0...(Self.last + 1) {
            let isMember = value <= Self.last && (Unicode.Scalar(value).map(holds) ?? false)
            if isMember {
                start = start ?? value
            } else if let first = start {
                ranges.append(first...(value - 1))
                start = nil
            }
        }
        self.init(ranges)
    }
}
