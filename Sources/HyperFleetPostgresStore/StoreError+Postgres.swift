internal import HyperFleetService
internal import PostgresDriver

extension StoreError {
    /// What an error of the driver means to the rules; the only place where SQLSTATEs are read for that.
    init(_ error: PostgresError) {
        switch error.kind {
        case .server(let sqlState, let constraint, _):
            self = Self.refusal(sqlState, constraint: constraint, error)
        case .connectionLost(processed: .no):
            self = .unavailable(error.description, retryAfter: .milliseconds(500), processed: .no)
        case .connectionLost(processed: .maybe):
            self = .unavailable(error.description, retryAfter: .milliseconds(500), processed: .maybe)
        case .unavailable:
            self = .unavailable(error.description, retryAfter: .seconds(1), processed: .no)
        case .overloaded:
            self = .overloaded(retryAfter: .seconds(1))
        case .timedOut:
            self = .timedOut
        case .cancelled:
            self = .cancelled
        case .decoding, .misuse:
            self = .failure(error.description)
        }
    }

    /// A statement that PostgreSQL refused, and with it all of its segment or transaction.
    private static func refusal(_ sqlState: String, constraint: String?, _ error: PostgresError) -> StoreError {
        switch sqlState {
        case "23505" where constraint == "clusters_active_name" || constraint == "node_pools_active_name":
            return .nameTaken
        case "23505" where constraint == "idempotency_keys_pkey":
            return .keyTaken
        case "23514" where constraint == "clusters_spec_size" || constraint == "node_pools_spec_size":
            return .specTooLarge
        case "40001", "40P01", "55P03":
            return .conflict
        case "57014", "25P03":
            return .timedOut
        case "53100":
            return .outOfSpace(error.description)
        case "25006":
            return .unavailable(error.description, retryAfter: .seconds(1), processed: .no)
        default:
            break
        }
        // Classes: connection exceptions, insufficient resources, operator intervention, system errors.
        switch sqlState.prefix(2) {
        case "08", "53", "57", "58":
            return .unavailable(error.description, retryAfter: .seconds(1), processed: .no)
        default:
            return error.isStalePlan ? .conflict : .failure(error.description)
        }
    }
}
