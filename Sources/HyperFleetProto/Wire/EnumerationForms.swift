internal import CHyperFleetProto
internal import HyperFleetModel
internal import RPCCore

extension AdapterCondition.Status {
    /// The number on the wire.
    var form: Hyperfleet__V1__ConditionStatus {
        switch self {
        case .isTrue: HYPERFLEET__V1__CONDITION_STATUS__CONDITION_STATUS_TRUE
        case .isFalse: HYPERFLEET__V1__CONDITION_STATUS__CONDITION_STATUS_FALSE
        case .unknown: HYPERFLEET__V1__CONDITION_STATUS__CONDITION_STATUS_UNKNOWN
        }
    }
}

extension DeleteOutcome {
    /// The number on the wire.
    var form: Hyperfleet__V1__DeleteOutcome {
        switch self {
        case .marked: HYPERFLEET__V1__DELETE_OUTCOME__DELETE_OUTCOME_MARKED
        case .removed: HYPERFLEET__V1__DELETE_OUTCOME__DELETE_OUTCOME_REMOVED
        }
    }
}

extension ReportOutcome {
    /// The number on the wire.
    var form: Hyperfleet__V1__ReportOutcome {
        switch self {
        case .applied: HYPERFLEET__V1__REPORT_OUTCOME__REPORT_OUTCOME_APPLIED
        case .appliedNotAggregated: HYPERFLEET__V1__REPORT_OUTCOME__REPORT_OUTCOME_APPLIED_NOT_AGGREGATED
        case .unchanged: HYPERFLEET__V1__REPORT_OUTCOME__REPORT_OUTCOME_UNCHANGED
        case .staleGeneration: HYPERFLEET__V1__REPORT_OUTCOME__REPORT_OUTCOME_STALE_GENERATION
        case .futureGeneration: HYPERFLEET__V1__REPORT_OUTCOME__REPORT_OUTCOME_FUTURE_GENERATION
        case .staleTime: HYPERFLEET__V1__REPORT_OUTCOME__REPORT_OUTCOME_STALE_TIME
        case .unknownIgnored: HYPERFLEET__V1__REPORT_OUTCOME__REPORT_OUTCOME_UNKNOWN_IGNORED
        case .resourceRemoved: HYPERFLEET__V1__REPORT_OUTCOME__REPORT_OUTCOME_RESOURCE_REMOVED
        }
    }
}

extension Health {
    /// The number on the wire of `isServing`.
    var statusForm: Hyperfleet__V1__ServingStatus {
        isServing
            ? HYPERFLEET__V1__SERVING_STATUS__SERVING_STATUS_SERVING
            : HYPERFLEET__V1__SERVING_STATUS__SERVING_STATUS_NOT_SERVING
    }
}

extension MethodDescriptor.Kind {
    /// The number on the wire.
    var form: Hyperfleet__V1__MethodKind {
        switch self {
        case .unary: HYPERFLEET__V1__METHOD_KIND__METHOD_KIND_UNARY
        case .clientStreaming: HYPERFLEET__V1__METHOD_KIND__METHOD_KIND_CLIENT_STREAMING
        case .serverStreaming: HYPERFLEET__V1__METHOD_KIND__METHOD_KIND_SERVER_STREAMING
        case .bidirectionalStreaming: HYPERFLEET__V1__METHOD_KIND__METHOD_KIND_BIDIRECTIONAL_STREAMING
        }
    }
}
