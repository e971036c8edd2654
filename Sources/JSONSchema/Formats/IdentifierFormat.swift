/// Which identifiers of resources a text may be: URIs of RFC 3986 or IRIs of RFC 3987, with a scheme or as a reference.
struct IdentifierFormat {
    /// Whether code points beyond ASCII may stand for themselves.
    let isInternational: Bool
    /// Whether it may lack its scheme.
    let isReference: Bool

    static let uri = IdentifierFormat(isInternational: false, isReference: false)
    static let uriReference = IdentifierFormat(isInternational: false, isReference: true)
    static let iri = IdentifierFormat(isInternational: true, isReference: false)
    static let iriReference = IdentifierFormat(isInternational: true, isReference: true)

    func accepts(_ text: Span<UInt8>) -> Bool {
        var start = 0
        if let mark = text.firstIndex(where: { $0.isOne(of: ":/?#") }), text[mark] == UInt8(ascii: ":") {
            guard isScheme(text.extracting(0..<mark)) else { return false }
            start = mark + 1
        } else if !isReference {
            return false
        }
        return acceptsHierarchy(text.extracting(droppingFirst: start))
    }

    /// All behind the scheme.
    private func acceptsHierarchy(_ text: Span<UInt8>) -> Bool {
        let fragmentStart = text.firstIndex(of: UInt8(ascii: "#")) ?? text.count
        let queryStart = text.extracting(0..<fragmentStart).firstIndex(of: UInt8(ascii: "?")) ?? fragmentStart
        let query = text.extracting(queryStart..<fragmentStart)
        guard isText(text.extracting(droppingFirst: min(fragmentStart + 1, text.count)), besides: "/?:@"),
            query.isEmpty || isText(query.extracting(droppingFirst: 1), besides: "/?:@", mayBePrivate: true)
        else { return false }
        let path = text.extracting(0..<queryStart)
        guard path.count >= 2, path[0] == UInt8(ascii: "/"), path[1] == UInt8(ascii: "/") else {
            return isText(path, besides: "/:@")
        }
        let pathStart = path.firstIndex(of: UInt8(ascii: "/"), from: 2) ?? path.count
        return isAuthority(path.extracting(2..<pathStart))
            && isText(path.extracting(droppingFirst: pathStart), besides: "/:@")
    }

    private func isScheme(_ text: Span<UInt8>) -> Bool {
        guard let first = text.first, first.isLetter else { return false }
        return text.allSatisfy { $0.isDigit || $0.isLetter || $0.isOne(of: "+-.") }
    }

    private func isAuthority(_ text: Span<UInt8>) -> Bool {
        guard let at = text.firstIndex(of: UInt8(ascii: "@")) else { return isHost(text) }
        return isText(text.extracting(0..<at), besides: ":") && isHost(text.extracting(droppingFirst: at + 1))
    }

    /// A host and perhaps its port.
    private func isHost(_ text: Span<UInt8>) -> Bool {
        if text.first == UInt8(ascii: "[") {
            guard let close = text.firstIndex(of: UInt8(ascii: "]")) else { return false }
            let address = text.extracting(1..<close)
            return (AddressFormats.isIPv6(address) || isFutureAddress(address))
                && isPort(text.extracting(droppingFirst: close + 1))
        }
        let portStart = text.firstIndex(of: UInt8(ascii: ":")) ?? text.count
        return isText(text.extracting(0..<portStart), besides: "") && isPort(text.extracting(droppingFirst: portStart))
    }

    private func isFutureAddress(_ text: Span<UInt8>) -> Bool {
        guard let first = text.first, first | 0x20 == UInt8(ascii: "v"),
            let dot = text.firstIndex(of: UInt8(ascii: "."))
        else { return false }
        let version = text.extracting(1..<dot)
        let address = text.extracting(droppingFirst: dot + 1)
        return !version.isEmpty && version.allSatisfy { $0.isHexDigit } && !address.isEmpty
            && address.allSatisfy { isPlain($0) || $0 == UInt8(ascii: ":") }
    }

    private func isPort(_ text: Span<UInt8>) -> Bool {
        text.isEmpty || text[0] == UInt8(ascii: ":") && text.extracting(droppingFirst: 1).allSatisfy { $0.isDigit }
    }

    /// Whether a part holds unreserved characters, sub-delimiters, percent escapes, and those of `others` only.
    private func isText(_ text: Span<UInt8>, besides others: StaticString, mayBePrivate: Bool = false) -> Bool {
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: "%") {
                guard text.isPercentEscape(at: index) else { return false }
                index += 3
            } else if byte.isASCII {
                guard isPlain(byte) || byte.isOne(of: others) else { return false }
                index += 1
            } else {
                let (value, length) = text.codePoint(at: index)
                guard isInternational, value.isUniversal || mayBePrivate && value.isPrivateUse else { return false }
                index += length
            }
        }
        return true
    }

    /// Unreserved characters and sub-delimiters.
    private func isPlain(_ byte: UInt8) -> Bool {
        byte.isDigit || byte.isLetter || byte.isOne(of: "-._~!$&'()*+,;=")
    }
}

/// Classes of code points of RFC 3987, section 2.2.
extension UInt32 {
    /// `ucschar`: beyond ASCII, of no private area, assigned to no other use.
    var isUniversal: Bool {
        switch self {
        case 0xa0...0xd7ff, 0xf900...0xfdcf, 0xfdf0...0xffef: true
        case 0x10000...0xdffff: self & 0xffff <= 0xfffd
        case 0xe1000...0xefffd: true
        default: false
        }
    }

    /// `iprivate`
    var isPrivateUse: Bool {
        switch self {
        case 0xe000...0xf8ff, 0xf0000...0xffffd, 0x100000...0x10fffd: true
        default: false
        }
    }
}
