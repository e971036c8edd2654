/// A member's name that is looked for in many objects.
package struct MemberName: Sendable {
    package let text: String
    package let hash: UInt32
    private let bytes: [UInt8]

    /// The name of this text.
    package init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
        hash = bytes.withUnsafeBufferPointer { KeyHash.shared($0) }
    }

    /// Whether these are the name's bytes.
    func isEqual(to other: UnsafeBufferPointer<UInt8>) -> Bool {
        other.count == bytes.count && bytes.withUnsafeBufferPointer { CodePoints.areEqual($0, other) }
    }
}
