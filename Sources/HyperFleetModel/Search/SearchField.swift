/// What a search compares.
package enum SearchField: Sendable, Hashable {
    case column(SearchColumn)
    /// A label's value by its key.
    case label(String)
    /// A member of the condition of this type.
    case condition(type: String, ConditionMember)
    /// A value in the spec.
    case spec([SearchStep])
    /// Something in the last report of the adapter of this name.
    case adapter(String, AdapterMember)

    /// A member of a condition, named as users write it.
    package enum ConditionMember: String, Sendable, Hashable, CaseIterable {
        case status
        case reason
        case message
        case observedGeneration = "observed_generation"
        case createdTime = "created_time"
        case lastUpdatedTime = "last_updated_time"
        case lastTransitionTime = "last_transition_time"

        var type: SearchType {
            switch self {
            case .status: .conditionStatus
            case .reason, .message: .text
            case .observedGeneration: .integer
            case .createdTime, .lastUpdatedTime, .lastTransitionTime: .time
            }
        }
    }

    /// A part of an adapter's report.
    package enum AdapterMember: Sendable, Hashable {
        /// The report itself.
        case report
        case observedGeneration
        case createdTime
        case lastReportTime
        /// The status of the condition of this type, as the adapter gave it.
        case condition(String)
        /// A value in the report's data.
        case data([SearchStep])

        var type: SearchType {
            switch self {
            case .report: .existence
            case .observedGeneration: .integer
            case .createdTime, .lastReportTime: .time
            case .condition: .conditionStatus
            case .data: .json
            }
        }
    }

    package var type: SearchType {
        switch self {
        case .column(let column): column.type
        case .label: .label
        case .condition(_, let member): member.type
        case .spec: .json
        case .adapter(_, let member): member.type
        }
    }
}

/// One step into a JSON value.
package enum SearchStep: Sendable, Hashable {
    /// An object's member.
    case key(String)
    /// An array's item, from 0.
    case index(Int)
}
