/// One part of a tape, named by where it stands there; of use only with the `JSONParts` of the same tape.
public struct JSONPart: Sendable {
    @usableFromInline let index: Int

    @inlinable @inline(__always)
    init(index: Int) {
        self.index = index
    }

    /// The whole value.
    public static var root: JSONPart { JSONPart(index: 0) }

    /// The part behind this one's entry: of a member's name its value, of an array that is not empty its first item, of
    /// an object that is not empty the name of its first member.
    @inlinable @inline(__always)
    public var following: JSONPart { JSONPart(index: index &+ 1) }
}
