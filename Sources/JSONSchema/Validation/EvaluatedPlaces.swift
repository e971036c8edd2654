internal import JSONModel

/// Which members of an object, or items of an array, some schema has looked at.
struct EvaluatedPlaces {
    private(set) var flags: [Bool]

    /// Of a value's members or items none has been looked at.
    init(of value: JSONPart, in parts: JSONParts) {
        switch parts.kind(of: value) {
        case .object, .array: flags = Array(repeating: false, count: parts.count(of: value))
        case .null, .boolean, .shortInteger, .number, .string: flags = []
        }
    }

    /// None of as many places as `other` has.
    init(like other: EvaluatedPlaces) {
        flags = Array(repeating: false, count: other.flags.count)
    }

    mutating func mark(_ place: Int) {
        flags[place] = true
    }

    mutating func markAll() {
        for place in flags.indices { flags[place] = true }
    }

    mutating func formUnion(_ other: EvaluatedPlaces) {
        for (place, flag) in other.flags.enumerated() where flag { flags[place] = true }
    }
}
