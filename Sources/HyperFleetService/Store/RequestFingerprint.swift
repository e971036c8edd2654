internal import HyperFleetModel

/// A 128-bit hash of what a write asked for, the same on every server of a database.
package struct RequestFingerprint: Sendable, Hashable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}

/// The parts of a request, put together so that no two requests give the same bytes.
struct RequestText {
    private var bytes: [UInt8] = []

    /// Appends a part behind its length.
    mutating func append(_ part: some Collection<UInt8>) {
        append(Int64(part.count))
        bytes.append(contentsOf: part)
    }

    mutating func append(_ part: String) {
        append(part.utf8)
    }

    mutating func append(_ number: Int64) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ preconditions: Preconditions) {
        append(preconditions.resourceVersion)
        append(preconditions.generation)
    }

    mutating func append(_ reference: ResourceReference?) {
        switch reference {
        case nil: append("none")
        case .id(let id): append("id \(id)")
        case .name(let name, let owner):
            append("name")
            append(name)
            append(owner)
        }
    }

    mutating func append(_ labels: Labels) {
        append(Int64(labels.entries.count))
        for (key, value) in labels.sorted {
            append(key)
            append(value)
        }
    }

    /// Two keyed hashes: who does not know the key cannot make two requests of one fingerprint.
    func fingerprint(_ key: SipHash.Key) -> RequestFingerprint {
        RequestFingerprint(
            high: SipHash.hash(bytes, key: key),
            low: SipHash.hash(bytes, key: SipHash.Key(first: ~key.second, second: key.first)))
    }
}
