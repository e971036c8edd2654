/// Takes comments and the contents of string literals out of Swift source, keeping its lines.
enum CodeOnly {
    private enum State: Equatable {
        case code
        case lineComment
        case blockComment(depth: Int)
        case string(hashes: Int)
        case multilineString(hashes: Int)
    }

    static func lines(_ text: String) -> [String] {
        split(text).code.components()
    }

    /// The contents of all string literals, with the line (from 1) that each begins on.
    static func literals(_ text: String) -> [(line: Int, text: String)] {
        split(text).literals
    }

    private static func split(_ text: String) -> (code: String, literals: [(line: Int, text: String)]) {
        let bytes = Array(text.utf8)
        var code: [UInt8] = []
        var literals: [(line: Int, text: String)] = []
        var literal: [UInt8] = []
        var literalLine = 1
        var line = 1
        var state = State.code
        var index = 0

        func has(_ word: String, at position: Int) -> Bool {
            bytes[min(position, bytes.count)...].starts(with: word.utf8)
        }
        func closing(_ quotes: String, _ hashes: Int) -> String {
            quotes + String(repeating: "#", count: hashes)
        }
        func endLiteral() {
            literals.append((literalLine, String(decoding: literal, as: UTF8.self)))
            literal = []
            code.append(UInt8(ascii: "\""))
            state = .code
        }

        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\n") {
                line += 1
                code.append(byte)
                if state == .lineComment { state = .code }
                if case .multilineString = state { literal.append(byte) }
                index += 1
                continue
            }
            switch state {
            case .code:
                if has("//", at: index) {
                    state = .lineComment
                    index += 2
                } else if has("/*", at: index) {
                    state = .blockComment(depth: 1)
                    index += 2
                } else if let (next, length) = opening(bytes, index) {
                    state = next
                    literalLine = line
                    code.append(UInt8(ascii: "\""))
                    index += length
                } else {
                    code.append(byte)
                    index += 1
                }
            case .lineComment:
                index += 1
            case .blockComment(let depth):
                if has("*/", at: index) {
                    state = depth == 1 ? .code : .blockComment(depth: depth - 1)
                    index += 2
                } else if has("/*", at: index) {
                    state = .blockComment(depth: depth + 1)
                    index += 2
                } else {
                    index += 1
                }
            case .string(let hashes):
                if hashes == 0, byte == UInt8(ascii: "\\") {
                    literal.append(contentsOf: bytes[index..<min(index + 2, bytes.count)])
                    index += 2
                } else if has(closing("\"", hashes), at: index) {
                    index += 1 + hashes
                    endLiteral()
                } else {
                    literal.append(byte)
                    index += 1
                }
            case .multilineString(let hashes):
                if has(closing("\"\"\"", hashes), at: index) {
                    index += 3 + hashes
                    endLiteral()
                } else {
                    literal.append(byte)
                    index += 1
                }
            }
        }
        return (String(decoding: code, as: UTF8.self), literals)
    }

    private static func opening(_ bytes: [UInt8], _ start: Int) -> (State, Int)? {
        var index = start
        while index < bytes.count, bytes[index] == UInt8(ascii: "#") { index += 1 }
        let hashes = index - start
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
        if bytes[index...].starts(with: "\"\"\"".utf8) {
            return (.multilineString(hashes: hashes), hashes + 3)
        }
        return (.string(hashes: hashes), hashes + 1)
    }
}

extension String {
    fileprivate func components() -> [String] {
        split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
