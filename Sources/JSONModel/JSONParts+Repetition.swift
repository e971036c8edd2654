extension JSONParts {
    /// Up to so many strings are compared with one another, which is quicker than hashing.
    private static let longestScan = 16

    /// The places of the first item of an array that is equal to one before it, and of that one.
    package func firstRepeatedItem(of array: JSONPart) -> (first: Int, again: Int)? {
        areFewStrings(array) ? firstRepeatedString(of: array) : firstRepeatedValue(of: array)
    }

    /// An item's entry is the one behind its predecessor's where all are strings.
    private func areFewStrings(_ array: JSONPart) -> Bool {
        let count = count(of: array)
        guard count <= Self.longestScan else { return false }
        return (0..<count).allSatisfy { kind(of: JSONPart(index: array.index &+ 1 &+ $0)) == .string }
    }

    private func firstRepeatedString(of array: JSONPart) -> (first: Int, again: Int)? {
        for place in 0..<count(of: array) {
            let text = bytes(of: JSONPart(index: array.index &+ 1 &+ place))
            for earlier in 0..<place {
                let other = bytes(of: JSONPart(index: array.index &+ 1 &+ earlier))
                if other.count == text.count, CodePoints.areEqual(other, text) { return (earlier, place) }
            }
        }
        return nil
    }

    private func firstRepeatedValue(of array: JSONPart) -> (first: Int, again: Int)? {
        var firsts: [JSONValue: Int] = [:]
        var item = array.following
        for place in 0..<count(of: array) {
            let value = value(of: item)
            if let first = firsts[value] { return (first, place) }
            firsts[value] = place
            item = part(behind: item)
        }
        return nil
    }
}
