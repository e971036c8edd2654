/// A URI of RFC 3986, with its scheme.
enum URIFormat {
    static func isURI(_ text: [UInt8]) -> Bool {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")), isScheme(text[..<colon]) else { return false }
        var rest = text[(colon + 1)...]
        if let hash = rest.firstIndex(of: UInt8(ascii: "#")) {
            guard isText(rest[(hash + 1)...], besides: "/?:@") else { return false }
            rest = rest[..<hash]
        }
        if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
            guard isText(rest[(mark + 1)...], besides: "/?:@") else { return false }
            rest = rest[..<mark]
        }
        guard rest.starts(with: [UInt8(ascii: "/"), UInt8(ascii: "/")]) else { return isText(rest, besides: "/:@") }
        rest = rest.dropFirst(2)
        let pathStart = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        return isAuthority(rest[..<pathStart]) && isText(rest[pathStart...], besides: "/:@")
    }

    private static func isScheme(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first, first.isLetter else { return false }
        return text.allSatisfy { $0.isDigit || $0.isLetter || $0.isOne(of: "+-.") }
    }

    private static func isAuthority(_ text: ArraySlice<UInt8>) -> Bool {
        var host = text
        if let at = host.firstIndex(of: UInt8(ascii: "@")) {
            guard isText(host[..<at], besides: ":") else { return false }
            host = host[(at + 1)...]
        }
        if host.first == UInt8(ascii: "[") {
            guard let close = host.firstIndex(of: UInt8(ascii: "]")) else { return false }
            let address = host[(host.startIndex + 1)..<close]
            return (AddressFormats.isIPv6(address) || isFutureAddress(address)) && isPort(host[(close + 1)...])
        }
        let portStart = host.firstIndex(of: UInt8(ascii: ":")) ?? host.endIndex
        return isText(host[..<portStart], besides: "") && isPort(host[portStart...])
    }

    private static func isFutureAddress(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first, first | 0x20 == UInt8(ascii: "v"),
            let dot = text.firstIndex(of: UInt8(ascii: "."))
        else { return false }
        let version = text[(text.startIndex + 1)..<dot]
        let address = text[(dot + 1)...]
        return !version.isEmpty && version.allSatisfy { $0.isHexDigit } && !address.isEmpty
            && isText(address, besides: ":") && !address.contains(UInt8(ascii: "%"))
    }

    private static func isPort(_ text: ArraySlice<UInt8>) -> Bool {
        text.isEmpty || text.first == UInt8(ascii: ":") && text.dropFirst().allSatisfy { $0.isDigit }
    }

    /// Whether a part holds unreserved characters, sub-delimiters, percent escapes, and those of `others` only.
    private static func isText(_ text: ArraySlice<UInt8>, besides others: StaticString) -> Bool {
        var place = text.startIndex
        while place < text.endIndex {
            let byte = text[place]
            if byte == UInt8(ascii: "%") {
                guard place + 2 < text.endIndex, text[place + 1].isHexDigit, text[place + 2].isHexDigit else {
                    return false
                }
                place += 2
            } else if !byte.isDigit, !byte.isLetter, !byte.isOne(of: "-._~!$&'()*+,;="), !byte.isOne(of: others) {
                return false
            }
            place += 1
        }
        return true
    }
}
