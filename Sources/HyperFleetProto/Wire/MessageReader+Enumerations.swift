internal import CHyperFleetProto
internal import HyperFleetModel
internal import RPCCore

extension MessageReader {
    /// What a condition says; nil with a violation where it says nothing.
    mutating func conditionStatus(_ status: Hyperfleet__V1__ConditionStatus) -> AdapterCondition.Status? {
        switch status {
        case HYPERFLEET__V1__CONDITION_STATUS__CONDITION_STATUS_TRUE: return .isTrue
        case HYPERFLEET__V1__CONDITION_STATUS__CONDITION_STATUS_FALSE: return .isFalse
        case HYPERFLEET__V1__CONDITION_STATUS__CONDITION_STATUS_UNKNOWN: return .unknown
        default:
            refuseEnumeration("status", number: status.rawValue, choices: "TRUE, FALSE or UNKNOWN")
            return nil
        }
    }

    /// What became of a delete.
    mutating func deleteOutcome(_ outcome: Hyperfleet__V1__DeleteOutcome) -> DeleteOutcome {
        switch outcome {
        case HYPERFLEET__V1__DELETE_OUTCOME__DELETE_OUTCOME_MARKED: return .marked
        case HYPERFLEET__V1__DELETE_OUTCOME__DELETE_OUTCOME_REMOVED: return .removed
        default:
            refuseEnumeration("outcome", number: outcome.rawValue, choices: "MARKED or REMOVED")
            return .marked
        }
    }

    /// What became of a report.
    mutating func reportOutcome(_ outcome: Hyperfleet__V1__ReportOutcome) -> ReportOutcome {
        for known in ReportOutcome.allCases where known.form == outcome { return known }
        refuseEnumeration(
            "outcome", number: outcome.rawValue, choices: "an outcome that this version of proto/ knows")
        return .unchanged
    }

    /// Whether calls are served.
    mutating func isServing(_ status: Hyperfleet__V1__ServingStatus) -> Bool {
        switch status {
        case HYPERFLEET__V1__SERVING_STATUS__SERVING_STATUS_SERVING: return true
        case HYPERFLEET__V1__SERVING_STATUS__SERVING_STATUS_NOT_SERVING: return false
        default:
            refuseEnumeration("status", number: status.rawValue, choices: "SERVING or NOT_SERVING")
            return false
        }
    }

    /// Which sides of a call send more than one message.
    mutating func methodKind(_ kind: Hyperfleet__V1__MethodKind) -> MethodDescriptor.Kind {
        for known in MethodDescriptor.Kind.allCases where known.form == kind { return known }
        refuseEnumeration(
            "kind", number: kind.rawValue,
            choices: "UNARY, CLIENT_STREAMING, SERVER_STREAMING or BIDIRECTIONAL_STREAMING")
        return .unary
    }

    /// 0 is "nothing chosen" in every enumeration of proto/; a greater number may be a newer version's.
    private mutating func refuseEnumeration(_ field: String, number: UInt32, choices: String) {
        if number == 0 {
            refuse(field, rule: "required", message: "is required: \(choices)")
        } else {
            refuse(field, rule: "enum", message: "must be \(choices)", value: "\(Int32(bitPattern: number))")
        }
    }
}
