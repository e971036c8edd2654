internal import Synchronization

extension ResourceID {
    private static let sequence = Mutex(ResourceIDSequence())

    /// A new id: greater than every id that this process made before.
    public static func make() -> ResourceID {
        var generator = SystemRandomNumberGenerator()
        return sequence.withLock { $0.next(at: .now, using: &generator) }
    }
}
