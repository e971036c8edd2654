/// What a lane is asked to do, while it waits.
protocol QueuedWork: Sendable {
    /// The bytes of its statements' values.
    var size: Int { get }
}

extension StatementCall: QueuedWork {
    var size: Int { parameters.bytes.count }
}

extension SegmentWork: QueuedWork {
    var size: Int { calls.reduce(0) { $0 + $1.size } }
}

extension SessionWork: QueuedWork {
    var size: Int {
        switch self {
        case .script: 0
        case .statement(let call): call.size
        }
    }
}
