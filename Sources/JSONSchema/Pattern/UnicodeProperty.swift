/// The properties of Unicode that `\p{...}` can name, as ECMA-262 spells them.
enum UnicodeProperty {
    /// The code points that have the property; nil when the name is none of ECMA-262's.
    static func set(named name: String) -> CodePointSet? {
        let parts = name.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return category(name) ?? binary(name) }
        switch parts[0] {
        case "General_Category", "gc": return category(parts[1])
        case "Script", "sc": return ScriptTable.scripts[parts[1]].map(CodePointSet.init)
        case "Script_Extensions", "scx":
            return (ScriptTable.extensions[parts[1]] ?? ScriptTable.scripts[parts[1]]).map(CodePointSet.init)
        default: return nil
        }
    }

    private static func category(_ name: String) -> CodePointSet? {
        GeneralCategoryTable.categories[name].map(CodePointSet.init)
    }

    private static func binary(_ name: String) -> CodePointSet? {
        switch name {
        case "Any": .all
        case "ASCII": CodePointSet([0...0x7f])
        case "Assigned": category("Cn")?.complement
        case "Changes_When_NFKC_Casefolded", "CWKCF": changesWhenFolded
        default: BinaryPropertyTable.properties[name].map(CodePointSet.init)
        }
    }

    /// The one property that the tables lack.
    private static let changesWhenFolded = CodePointSet(
        (0...CodePointSet.last).filter { Unicode.Scalar($0)?.properties.changesWhenNFKCCaseFolded ?? false }
            .map { $0...$0 })
}
