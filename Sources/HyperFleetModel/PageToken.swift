/// Where a list goes on: the last item, bound to the query that it came from and sealed with a key.
///
/// As text it is base64url of version (1 byte), the query's hash (8), the item's id (16), what else decides where it
/// stands in the order (nothing where ids decide alone), and a seal over all of them (8).
/// A page's size and whether a total is wanted are no part of the query, so they may change from page to page.
package struct PageToken: Sendable, Hashable {
    /// Why a text is no token for a query.
    package enum Refusal: Error, Sendable, Hashable {
        /// It is not one of ours, or somebody changed it.
        case broken
        /// It is ours, but goes on with another query.
        case otherQuery
    }

    /// The last item of the page before.
    package let last: ResourceID
    /// What that item has in the columns of the order, but for its id.
    package let values: [ListOrder.Value]

    package init(last: ResourceID, values: [ListOrder.Value] = []) {
        self.last = last
        self.values = values
    }

    private static let version: UInt8 = 1
    /// Of the version, the hash and the id.
    private static let headLength = 25
    private static let sealLength = 8
    /// Names and callers are short; a longer text is none of ours.
    private static let maximumLength = 8_192

    /// The token's text for the query that `query` describes in full.
    package func sealed(query: String, key: SipHash.Key) -> String {
        var bytes = [Self.version]
        bytes.append(word: Self.hash(of: query, key: key))
        bytes.append(word: last.high)
        bytes.append(word: last.low)
        for value in values { bytes.append(value) }
        bytes.append(word: SipHash.hash(bytes, key: key))
        return Base64URL.encode(bytes)
    }

    /// Reads a token that `sealed(query:key:)` made for the same query and key.
    package init(opening text: String, query: String, key: SipHash.Key) throws(Refusal) {
        guard text.utf8.count <= Self.maximumLength, let bytes = Base64URL.decode(text),
            bytes.count >= Self.headLength + Self.sealLength, bytes[0] == Self.version
        else { throw .broken }
        let sealed = bytes.dropLast(Self.sealLength)
        guard bytes.word(at: sealed.endIndex) == SipHash.hash(Array(sealed), key: key),
            let values = ListOrder.Value.read(sealed.dropFirst(Self.headLength))
        else { throw .broken }
        guard bytes.word(at: 1) == Self.hash(of: query, key: key) else { throw .otherQuery }
        self.init(last: ResourceID(high: bytes.word(at: 9), low: bytes.word(at: 17)), values: values)
    }

    private static func hash(of query: String, key: SipHash.Key) -> UInt64 {
        // The mark in front keeps a query's hash from ever being a seal.
        SipHash.hash(Array("query:".utf8) + Array(query.utf8), key: key)
    }
}

extension [UInt8] {
    fileprivate mutating func append(word: UInt64) {
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: word >> shift))
        }
    }

    fileprivate func word(at place: Int) -> UInt64 {
        self[place..<place + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// A mark of its type, then a number or a moment in 8 bytes, or a text's length in 8 and its UTF-8.
    fileprivate mutating func append(_ value: ListOrder.Value) {
        switch value {
        case .number(let number):
            append(0)
            append(word: UInt64(bitPattern: number))
        case .moment(let moment):
            append(1)
            append(word: UInt64(bitPattern: moment.microseconds))
        case .text(let text):
            append(2)
            append(word: UInt64(text.utf8.count))
            append(contentsOf: text.utf8)
        }
    }
}

extension ListOrder.Value {
    /// Reads what `append` has written; nil where it has not.
    fileprivate static func read(_ bytes: ArraySlice<UInt8>) -> [ListOrder.Value]? {
        var rest = bytes
        var values: [ListOrder.Value] = []
        while let mark = rest.popFirst() {
            guard rest.count >= 8 else { return nil }
            let word = Array(rest.prefix(8)).word(at: 0)
            rest = rest.dropFirst(8)
            switch mark {
            case 0: values.append(.number(Int64(bitPattern: word)))
            case 1: values.append(.moment(Timestamp(microseconds: Int64(bitPattern: word))))
            case 2:
                guard let length = Int(exactly: word), length <= rest.count,
                    let text = String(validating: rest.prefix(length), as: UTF8.self)
                else { return nil }
                values.append(.text(text))
                rest = rest.dropFirst(length)
            case _: return nil
            }
        }
        return values
    }
}
