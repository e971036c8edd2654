internal import HyperFleetService
internal import Logging
internal import PostgresDriver

/// What came of one run of a transaction.
enum Attempt<Value> {
    case done(Value)
    /// Another transaction won; this one may run again.
    case conflict
    case failed(StoreError)

    /// What an error that left a transaction means.
    init(failure error: any Error) {
        switch error {
        case let error as PostgresError where error.isRetryableConflict || error.isLockTimeout: self = .conflict
        case let error as PostgresError: self = .failed(StoreError(error))
        case let error as StoreError: self = .failed(error)
        default: self = .failed(.failure("unexpected error of type \(type(of: error))"))
        }
    }
}

extension PostgresStore {
    /// How often a transaction is run in all while others win.
    static let maximumAttempts = 5

    /// Runs a transaction until none wins over it, at most five times, with a growing random pause in between.
    func retrying<Value>(_ run: () async -> Attempt<Value>) async -> Result<Value, StoreError> {
        for attempt in 1...Self.maximumAttempts {
            switch await run() {
            case .done(let value): return .success(value)
            case .failed(let error): return .failure(error)
            case .conflict:
                conflicts.increment()
                logger.debug("a transaction lost to another one", metadata: ["attempt": "\(attempt)"])
            }
            guard attempt < Self.maximumAttempts else { break }
            do {
                try await Task.sleep(for: .microseconds(Int.random(in: 500...4_000) << attempt))
            } catch {
                return .failure(.cancelled)
            }
        }
        return .failure(.conflict)
    }
}
