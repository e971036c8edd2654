/// The sets of code points that ECMA-262 gives names of its own.
enum PatternClasses {
    /// `\d`
    static let digits = CodePointSet([0x30...0x39])
    /// `\w`
    static let wordCharacters = CodePointSet([0x30...0x39, 0x41...0x5a, 0x5f...0x5f, 0x61...0x7a])
    /// `\s`: white space and line terminators.
    static let spaces = CodePointSet([
        0x09...0x0d, 0x20...0x20, 0xa0...0xa0, 0x1680...0x1680, 0x2000...0x200a, 0x2028...0x2029, 0x202f...0x202f,
        0x205f...0x205f, 0x3000...0x3000, 0xfeff...0xfeff,
    ])
    /// `.`: all but line terminators.
    static let dot = CodePointSet([0x0a...0x0a, 0x0d...0x0d, 0x2028...0x2029]).complement

    static func isWord(_ value: UInt32?) -> Bool {
        value.map(wordCharacters.contains) ?? false
    }
}
