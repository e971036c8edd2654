/// The rule for labels of names that hold text from right to left (RFC 5893, section 2).
enum BidiRule {
    /// Classes of Bidi_Class; all others are as letters from left to right.
    private enum Direction: String, CaseIterable {
        case leftToRight, rightToLeft, arabicLetter, arabicNumber, europeanNumber, europeanSeparator, commonSeparator
        case europeanTerminator, otherNeutral, boundaryNeutral, nonspacingMark

        private static let sets: [(direction: Direction, set: CodePointSet)] = allCases.dropFirst().map {
            ($0, CodePointSet(DomainNameTable.bidiClasses[$0.rawValue] ?? []))
        }

        init(_ value: UInt32) {
            self = Self.sets.first { $0.set.contains(value) }?.direction ?? .leftToRight
        }
    }

    /// Whether the label makes its name one that the rule is for.
    static func isRightToLeft(_ label: [UInt32]) -> Bool {
        label.contains { value in
            switch Direction(value) {
            case .rightToLeft, .arabicLetter, .arabicNumber: true
            default: false
            }
        }
    }

    static func accepts(_ label: [UInt32]) -> Bool {
        let directions = label.map { Direction($0) }
        let end = directions.last { $0 != .nonspacingMark }
        switch directions.first {
        case .leftToRight:
            return (end == .leftToRight || end == .europeanNumber)
                && !directions.contains { [.rightToLeft, .arabicLetter, .arabicNumber].contains($0) }
        case .rightToLeft, .arabicLetter:
            return end.map { [.rightToLeft, .arabicLetter, .europeanNumber, .arabicNumber].contains($0) } ?? false
                && !directions.contains(.leftToRight)
                && !(directions.contains(.europeanNumber) && directions.contains(.arabicNumber))
        default:
            return false
        }
    }
}
