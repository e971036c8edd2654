extension ListOrder {
    /// Why a text is no order, for people.
    public struct Mistake: Error, Sendable, Hashable {
        /// What is wrong, and what could stand there.
        public let message: String
    }

    /// Reads `name asc, created_time desc`: entries with commas between them, blank ones skipped; nothing at all means
    /// newest first.
    public init(parsing text: String) throws(Mistake) {
        var keys: [Key] = []
        for entry in text.split(separator: ",") {
            let words = entry.split(whereSeparator: \.isWhitespace)
            guard let first = words.first else { continue }
            keys.append(try Self.key(first, words.dropFirst()))
        }
        guard keys.count <= Self.maximumKeys else {
            throw Mistake(message: "has \(keys.count) columns, but may have at most \(Self.maximumKeys)")
        }
        self.init(keys: keys)
    }

    private static func key(_ name: Substring, _ rest: ArraySlice<Substring>) throws(Mistake) -> Key {
        guard let column = Column(rawValue: String(name)) else {
            let known = Column.allCases.map(\.rawValue).joined(separator: ", ")
            throw Mistake(message: "knows no column '\(shown(name))'; there are \(known)")
        }
        guard rest.count <= 1 else {
            throw Mistake(
                message: "has '\(shown(rest.last ?? ""))' behind a direction; a column has one direction, and "
                    + "commas stand between columns")
        }
        switch rest.first {
        case nil, "asc": return Key(column)
        case "desc": return Key(column, isDescending: true)
        case let word?: throw Mistake(message: "has '\(shown(word))' where asc or desc could stand")
        }
    }

    private static func shown(_ text: Substring) -> String { String(text.prefix(64)) }
}
