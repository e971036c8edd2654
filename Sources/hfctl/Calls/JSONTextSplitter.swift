/// Cuts a stream of bytes into the JSON texts that stand in it one after the other.
///
/// It looks for ends only; whether a text is JSON, the parser says.
struct JSONTextSplitter {
    private enum Place: Equatable {
        /// Between two texts.
        case outside
        /// In an object or array, this deep.
        case nested(Int)
        /// In a string, this deep in objects and arrays; behind a backslash or not.
        case string(Int, isEscaped: Bool)
        /// In a number, a word, or what is none of JSON.
        case word
    }

    private var place = Place.outside
    private var text: [UInt8] = []
    private var texts: ArraySlice<[UInt8]> = []

    /// How long the text is that has not ended yet.
    var pendingCount: Int { text.count }

    /// Takes further bytes.
    mutating func feed(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { take(byte) }
    }

    /// The next whole text; nil until one has ended.
    mutating func next() -> [UInt8]? {
        texts.popFirst()
    }

    /// Says that no byte follows: what has begun is the last text, whole or not.
    mutating func finish() {
        if place != .outside { end() }
    }

    private mutating func take(_ byte: UInt8) {
        switch place {
        case .outside:
            guard !Self.isSpace(byte) else { return }
            begin(byte)
        case .word:
            if Self.isSpace(byte) || Self.opens(byte) || byte == UInt8(ascii: "\"") {
                end()
                take(byte)
            } else {
                text.append(byte)
            }
        case .string(let depth, let isEscaped):
            text.append(byte)
            if isEscaped {
                place = .string(depth, isEscaped: false)
            } else if byte == UInt8(ascii: "\\") {
                place = .string(depth, isEscaped: true)
            } else if byte == UInt8(ascii: "\"") {
                if depth == 0 { end() } else { place = .nested(depth) }
            }
        case .nested(let depth):
            text.append(byte)
            if byte == UInt8(ascii: "\"") {
                place = .string(depth, isEscaped: false)
            } else if Self.opens(byte) {
                place = .nested(depth + 1)
            } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                if depth == 1 { end() } else { place = .nested(depth - 1) }
            }
        }
    }

    private mutating func begin(_ byte: UInt8) {
        text.append(byte)
        if Self.opens(byte) {
            place = .nested(1)
        } else if byte == UInt8(ascii: "\"") {
            place = .string(0, isEscaped: false)
        } else {
            place = .word
        }
    }

    private mutating func end() {
        texts.append(text)
        text = []
        place = .outside
    }

    private static func opens(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        [0x20, 0x09, 0x0A, 0x0D].contains(byte)
    }
}
