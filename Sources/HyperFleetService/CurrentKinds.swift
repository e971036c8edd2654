internal import Synchronization

/// The kinds' settings that hold now: one place for all calls of a server, replaced as a whole.
final class CurrentKinds: Sendable {
    private let settings: Mutex<KindSettings>

    init(_ settings: KindSettings) {
        self.settings = Mutex(settings)
    }

    var value: KindSettings { settings.withLock(\.self) }

    func replace(by new: KindSettings) {
        settings.withLock { $0 = new }
    }
}
