extension PatternParser {
    /// What an escape means: one code point, a class, or (outside classes) an assertion.
    enum Escape {
        case scalar(Unicode.Scalar)
        case ranges([ClosedRange<UInt32>], isNegated: Bool)
        case property(ScalarProperty, isNegated: Bool)
        case assertion(PatternAssertion)
    }

    mutating func readEscape() throws(PatternError) -> PatternNode {
        switch try readEscape(inClass: false) {
        case .scalar(let scalar): return .scalar(scalar)
        case .assertion(let assertion): return .assertion(assertion)
        case .ranges(let ranges, let isNegated):
            return .set(ScalarSet(ranges, isNegated: isNegated).sealed())
        case .property(let property, let isNegated):
            var set = ScalarSet()
            set.insert(property, isNegated: isNegated)
            return .set(set.sealed())
        }
    }

    mutating func readEscape(inClass: Bool) throws(PatternError) -> Escape {
        let start = position
        position += 1
        guard let scalar = next else { throw error("a backslash ends the pattern", at: start) }
        position += 1
        switch scalar {
        case "d", "D": return .ranges(ScalarSet.digits, isNegated: scalar == "D")
        case "w", "W": return .ranges(ScalarSet.wordCharacters, isNegated: scalar == "W")
        case "s", "S": return .ranges(ScalarSet.spaces, isNegated: scalar == "S")
        case "p", "P": return .property(try readProperty(from: start), isNegated: scalar == "P")
        case "b": return inClass ? .scalar("\u{8}") : .assertion(.wordBoundary)
        case "B" where !inClass: return .assertion(.noWordBoundary)
        case "k" where !inClass: throw error("back-references are not supported", at: start)
        case "1"..."9": throw error("back-references are not supported", at: start)
        default: return .scalar(try readScalarEscape(scalar, from: start))
        }
    }

    private mutating func readScalarEscape(
        _ scalar: Unicode.Scalar, from start: Int
    ) throws(PatternError) -> Unicode.Scalar {
        switch scalar {
        case "t": return "\t"
        case "n": return "\n"
        case "v": return "\u{b}"
        case "f": return "\u{c}"
        case "r": return "\r"
        case "0":
            if let digit = next, "0"..."9" ~= digit { throw error("octal escapes are not supported", at: start) }
            return "\0"
        case "c":
            guard let letter = next, letter.isASCII, letter.properties.isAlphabetic else {
                throw error("'\\c' wants a letter", at: start)
            }
            position += 1
            return Unicode.Scalar(UInt8(letter.value & 31))
        case "x":
            return try self.scalar(hexDigits(2, from: start), from: start)
        case "u":
            return try readUnicodeEscape(from: start)
        default:
            let isWord = scalar == "_" || scalar.isASCII && scalar.properties.isIDContinue
            guard !isWord else { throw error("'\\\(scalar)' is no escape of ECMA-262", at: start) }
            return scalar
        }
    }

    private mutating func readUnicodeEscape(from start: Int) throws(PatternError) -> Unicode.Scalar {
        if skip("{") {
            var value: UInt32 = 0
            let digitsStart = position
            while let digit = next.flatMap(Self.hexValue) {
                value = min(value << 4 | digit, 0x11_0000)
                position += 1
            }
            guard position > digitsStart, skip("}") else {
                throw error("'\\u{' wants hexadecimal digits and '}'", at: start)
            }
            return try scalar(value, from: start)
        }
        let high = try hexDigits(4, from: start)
        if 0xd800..<0xdc00 ~= high, position + 1 < scalars.count, scalars[position] == "\\",
            scalars[position + 1] == "u"
        {
            let before = position
            position += 2
            let low = try hexDigits(4, from: before)
            if 0xdc00..<0xe000 ~= low {
                return try scalar(0x10000 + (high - 0xd800) << 10 + (low - 0xdc00), from: start)
            }
            position = before
        }
        return try scalar(high, from: start)
    }

    private func scalar(_ value: UInt32, from start: Int) throws(PatternError) -> Unicode.Scalar {
        guard let scalar = Unicode.Scalar(value) else { throw error("the escape names no code point", at: start) }
        return scalar
    }

    private mutating func hexDigits(_ count: Int, from start: Int) throws(PatternError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard let digit = next.flatMap(Self.hexValue) else {
                throw error("the escape wants \(count) hexadecimal digits", at: start)
            }
            value = value << 4 | digit
            position += 1
        }
        return value
    }

    private static func hexValue(_ scalar: Unicode.Scalar) -> UInt32? {
        switch scalar {
        case "0"..."9": scalar.value - 0x30
        case "a"..."f": scalar.value - 0x61 + 10
        case "A"..."F": scalar.value - 0x41 + 10
        default: nil
        }
    }

    private mutating func readProperty(from start: Int) throws(PatternError) -> ScalarProperty {
        guard skip("{") else { throw error("'\\p' wants a property's name in braces", at: start) }
        var name = String.UnicodeScalarView()
        while let scalar = next, scalar != "}" {
            name.append(scalar)
            position += 1
        }
        guard skip("}") else { throw error("'\\p{' is not closed", at: start) }
        guard let property = ScalarProperty(named: String(name)) else {
            throw error("the property '\(String(name))' is not supported", at: start)
        }
        return property
    }
}
