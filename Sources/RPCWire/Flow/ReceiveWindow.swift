/// Credit that this side has granted its peer, on a stream or on the connection: what may still come, and what can be
/// granted again because it was taken.
///
/// Credit goes back in halves of the window, so that a stream of small messages costs few CREDIT frames.
package struct ReceiveWindow: Sendable, Hashable {
    private let size: Int
    /// What the peer may still send, in bytes of frames.
    package private(set) var credit: Int
    /// What was taken and not yet granted again.
    private var returnable = 0

    /// A window of `size` bytes, all of it granted.
    package init(size: Int) {
        self.size = size
        self.credit = size
    }

    /// A frame of `cost` bytes came; false where the peer had no credit for it.
    package mutating func received(_ cost: Int) -> Bool {
        guard cost <= credit else { return false }
        credit -= cost
        return true
    }

    /// `cost` bytes that came are held no longer; the credit to grant now, if it is enough to be worth a frame.
    package mutating func taken(_ cost: Int) -> UInt32? {
        returnable += cost
        guard returnable > 0, returnable >= size / 2 else { return nil }
        defer { returnable = 0 }
        credit += returnable
        return UInt32(clamping: returnable)
    }
}
