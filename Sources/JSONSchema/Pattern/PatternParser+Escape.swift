extension PatternParser {
    /// What an escape means: one code point, a class, or (outside classes) an assertion or a back-reference.
    enum Escape {
        case codePoint(UInt32)
        case set(CodePointSet)
        case assertion(PatternAssertion)
        case reference(PatternReference)
    }

    mutating func readEscape() throws(PatternError) -> PatternNode {
        switch try readEscape(inClass: false) {
        case .codePoint(let value): .set(CodePointSet(value))
        case .set(let set): .set(set)
        case .assertion(let assertion): .assertion(assertion)
        case .reference(let reference): .reference(reference)
        }
    }

    mutating func readEscape(inClass: Bool) throws(PatternError) -> Escape {
        let start = position
        position += 1
        guard let scalar = next else { throw error("a backslash ends the pattern", at: start) }
        position += 1
        switch scalar {
        case "d": return .set(PatternClasses.digits)
        case "D": return .set(PatternClasses.digits.complement)
        case "w": return .set(PatternClasses.wordCharacters)
        case "W": return .set(PatternClasses.wordCharacters.complement)
        case "s": return .set(PatternClasses.spaces)
        case "S": return .set(PatternClasses.spaces.complement)
        case "p": return .set(try readProperty(from: start))
        case "P": return .set(try readProperty(from: start).complement)
        case "b": return inClass ? .codePoint(8) : .assertion(.wordBoundary)
        case "B" where !inClass: return .assertion(.noWordBoundary)
        case "k" where !inClass: return try readNamedReference(from: start)
        case "1"..."9" where !inClass: return readNumberedReference(from: start)
        default: return .codePoint(try readCharacterEscape(scalar, from: start))
        }
    }

    private mutating func readNamedReference(from start: Int) throws(PatternError) -> Escape {
        guard skip("<") else { throw error("'\\k' wants a group's name in angle brackets", at: start) }
        return reference(.name(try readGroupName(from: start)), from: start)
    }

    private mutating func readNumberedReference(from start: Int) -> Escape {
        position -= 1
        var number = 0
        while let digit = next, "0"..."9" ~= digit {
            number = min(number * 10 + Int(digit.value - 0x30), Self.largestCount)
            position += 1
        }
        return reference(.number(number), from: start)
    }

    private mutating func reference(_ target: PatternReference, from start: Int) -> Escape {
        references.append((target, start))
        noteNonlinear("back-references are not supported", at: start)
        return .reference(target)
    }

    private mutating func readCharacterEscape(
        _ scalar: Unicode.Scalar, from start: Int
    ) throws(PatternError) -> UInt32 {
        switch scalar {
        case "t": return 9
        case "n": return 10
        case "v": return 11
        case "f": return 12
        case "r": return 13
        case "0":
            if let digit = next, "0"..."9" ~= digit { throw error("octal escapes are not supported", at: start) }
            return 0
        case "c":
            guard let letter = next, letter.isASCII, letter.properties.isAlphabetic else {
                throw error("'\\c' wants a letter", at: start)
            }
            position += 1
            return letter.value & 31
        case "x": return try hexDigits(2, from: start)
        case "u": return try readUnicodeEscape(from: start)
        default:
            let isWord = scalar == "_" || scalar.isASCII && scalar.properties.isIDContinue
            guard !isWord else { throw error("'\\\(scalar)' is no escape of ECMA-262", at: start) }
            return scalar.value
        }
    }

    /// A code point by number; half of a surrogate pair alone is one too, which no text holds.
    private mutating func readUnicodeEscape(from start: Int) throws(PatternError) -> UInt32 {
        if skip("{") { return try readBracedCodePoint(from: start) }
        let high = try hexDigits(4, from: start)
        guard 0xd800..<0xdc00 ~= high, position + 1 < scalars.count, scalars[position] == "\\",
            scalars[position + 1] == "u"
        else { return high }
        let before = position
        position += 2
        if let low = hexDigitsAhead(4), 0xdc00..<0xe000 ~= low {
            position += 4
            return 0x10000 + (high - 0xd800) << 10 + (low - 0xdc00)
        }
        position = before
        return high
    }

    private mutating func readBracedCodePoint(from start: Int) throws(PatternError) -> UInt32 {
        var value: UInt32 = 0
        let digitsStart = position
        while let digit = next.flatMap(Self.hexValue) {
            value = min(value << 4 | digit, CodePointSet.last + 1)
            position += 1
        }
        guard position > digitsStart, skip("}") else {
            throw error("'\\u{' wants hexadecimal digits and '}'", at: start)
        }
        guard value <= CodePointSet.last else { throw error("the escape names no code point", at: start) }
        return value
    }

    private mutating func hexDigits(_ count: Int, from start: Int) throws(PatternError) -> UInt32 {
        guard let value = hexDigitsAhead(count) else {
            throw error("the escape wants \(count) hexadecimal digits", at: start)
        }
        position += count
        return value
    }

    private func hexDigitsAhead(_ count: Int) -> UInt32? {
        guard position + count <= scalars.count else { return nil }
        var value: UInt32 = 0
        for scalar in scalars[position..<(position + count)] {
            guard let digit = Self.hexValue(scalar) else { return nil }
            value = value << 4 | digit
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

    private mutating func readProperty(from start: Int) throws(PatternError) -> CodePointSet {
        guard skip("{") else { throw error("'\\p' wants a property's name in braces", at: start) }
        var name = String.UnicodeScalarView()
        while let scalar = next, scalar != "}" {
            name.append(scalar)
            position += 1
        }
        guard skip("}") else { throw error("'\\p{' is not closed", at: start) }
        guard let set = UnicodeProperty.set(named: String(name)) else {
            throw error("'\(String(name))' is no property that ECMA-262 knows", at: start)
        }
        return set
    }
}
