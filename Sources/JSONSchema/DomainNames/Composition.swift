/// Normalization Form C of Unicode, as a check.
enum Composition {
    /// Whether the code points are in Normalization Form C, given that each alone is.
    static func isComposed(_ text: [UInt32]) -> Bool {
        var starter: UInt32?
        var lastClass: UInt8 = 0
        for value in text {
            let combiningClass =
                Unicode.Scalar(value)?.properties.canonicalCombiningClass.rawValue ?? 0
            if combiningClass != 0, combiningClass < lastClass { return false }
            // A mark of the same class in between, or any starter, keeps two code points apart.
            let isBlocked = lastClass != 0 && combiningClass <= lastClass
            if let starter, !isBlocked, composes(starter, value) { return false }
            if combiningClass == 0 { starter = value }
            lastClass = combiningClass
        }
        return true
    }

    /// Whether two code points have one that stands for both.
    private static func composes(_ first: UInt32, _ second: UInt32) -> Bool {
        guard let firsts = compositions[second] else { return false }
        return firsts.contains(first)
    }

    private static let compositions: [UInt32: CodePointSet] = {
        let table = DomainNameTable.compositions
        var sets: [UInt32: CodePointSet] = [:]
        for name in table.names {
            if let second = UInt32(name, radix: 16) { sets[second] = CodePointSet(table[String(name)] ?? []) }
        }
        return sets
    }()
}
