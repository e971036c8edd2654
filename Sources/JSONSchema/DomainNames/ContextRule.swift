/// The contextual rules of RFC 5892, appendix A.
enum ContextRule {
    /// Whether the rule of the code point at `index` holds; it has one.
    static func accepts(_ label: [UInt32], at index: Int) -> Bool {
        let before = index > 0 ? label[index - 1] : nil
        let behind = index + 1 < label.count ? label[index + 1] : nil
        switch label[index] {
        case 0x200c: return isVirama(before) || joins(label, around: index)
        case 0x200d: return isVirama(before)
        case 0xb7: return before == 0x6c && behind == 0x6c
        case 0x375: return behind.map(greek.contains) ?? false
        case 0x5f3, 0x5f4: return before.map(hebrew.contains) ?? false
        case 0x30fb: return label.contains(where: japanese.contains)
        case 0x660...0x669: return !label.contains { 0x6f0...0x6f9 ~= $0 }
        default: return !label.contains { 0x660...0x669 ~= $0 }
        }
    }

    private static let greek = set(ScriptTable.scripts, ["Greek"])
    private static let hebrew = set(ScriptTable.scripts, ["Hebrew"])
    private static let japanese = set(ScriptTable.scripts, ["Hiragana", "Katakana", "Han"])
    private static let joiningToRight = set(DomainNameTable.joiningTypes, ["left", "dual"])
    private static let joiningToLeft = set(DomainNameTable.joiningTypes, ["right", "dual"])
    private static let transparent = set(DomainNameTable.joiningTypes, ["transparent"])

    private static func set(_ table: CodePointTable, _ names: [String]) -> CodePointSet {
        CodePointSet(names.flatMap { table[$0] ?? [] })
    }

    private static func isVirama(_ value: UInt32?) -> Bool {
        value.flatMap(Unicode.Scalar.init)?.properties.canonicalCombiningClass == .virama
    }

    /// Whether the letters around a place join there, as in Arabic.
    private static func joins(_ label: [UInt32], around index: Int) -> Bool {
        guard let before = label[..<index].last(where: { !transparent.contains($0) }),
            let behind = label[(index + 1)...].first(where: { !transparent.contains($0) })
        else { return false }
        return joiningToRight.contains(before) && joiningToLeft.contains(behind)
    }
}
