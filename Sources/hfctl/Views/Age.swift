internal import HyperFleetModel

/// How long ago something was, in the largest unit that says enough.
enum Age {
    /// `12s`, `5m`, `7h`, `3d`; a moment ahead of this machine's clock is `0s`.
    static func text(from then: Timestamp, to now: Timestamp) -> String {
        let seconds = max(0, now.microseconds - then.microseconds) / 1_000_000
        switch seconds {
        case ..<120: return "\(seconds)s"
        case ..<7200: return "\(seconds / 60)m"
        case ..<172_800: return "\(seconds / 3600)h"
        default: return "\(seconds / 86400)d"
        }
    }
}
