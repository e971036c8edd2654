internal import JSONModel

/// Which members the resources of a list's answer have (behaviour.md section 6.4); `id` and `kind` always.
public struct FieldMask: Sendable, Hashable {
    /// A member of a resource.
    public enum Member: String, Sendable, CaseIterable {
        case id
        case kind
        case name
        case owner
        case labels
        case spec
        case generation
        case generationTime = "generation_time"
        case resourceVersion = "resource_version"
        case createdTime = "created_time"
        case createdBy = "created_by"
        case updatedTime = "updated_time"
        case updatedBy = "updated_by"
        case deletedTime = "deleted_time"
        case deletedBy = "deleted_by"
        case conditions = "status.conditions"
    }

    /// A member of a condition; its type and its status are always there.
    public enum ConditionMember: String, Sendable, CaseIterable {
        case type
        case status
        case reason
        case message
        case observedGeneration = "observed_generation"
        case createdTime = "created_time"
        case lastUpdatedTime = "last_updated_time"
        case lastTransitionTime = "last_transition_time"
    }

    /// The most names that a mask may have.
    public static let maximumNames = 64

    /// All members.
    public static let all = FieldMask(members: Set(Member.allCases), conditionMembers: Set(ConditionMember.allCases))

    /// The members of the resources.
    public let members: Set<Member>
    /// The members of their conditions, where those are among them.
    public let conditionMembers: Set<ConditionMember>

    /// A mask of these members, and what is always there.
    public init(members: Set<Member>, conditionMembers: Set<ConditionMember> = []) {
        self.members = members.union([.id, .kind])
        self.conditionMembers = members.contains(.conditions) ? conditionMembers.union([.type, .status]) : []
    }

    /// Whether nothing is left out.
    public var isAll: Bool { self == .all }
}

extension FieldMask {
    /// Leaves out what is not asked for: texts are empty then, numbers zero, and times the epoch.
    public func apply(to resource: inout Resource) {
        guard !isAll else { return }
        let never = Timestamp(microseconds: 0)
        for member in Member.allCases where !members.contains(member) {
            switch member {
            case .id, .kind: break
            case .name: resource.name = ""
            case .owner: resource.owner = nil
            case .labels: resource.labels = Labels()
            case .spec: resource.spec = JSONDocument(trusted: [])
            case .generation: resource.generation = 0
            case .generationTime: resource.generationTime = never
            case .resourceVersion: resource.resourceVersion = 0
            case .createdTime: resource.createdTime = never
            case .createdBy: resource.createdBy = ""
            case .updatedTime: resource.updatedTime = never
            case .updatedBy: resource.updatedBy = ""
            case .deletedTime: resource.deletedTime = nil
            case .deletedBy: resource.deletedBy = nil
            case .conditions: resource.conditions = []
            }
        }
        for index in resource.conditions.indices { apply(to: &resource.conditions[index]) }
    }

    private func apply(to condition: inout Condition) {
        let never = Timestamp(microseconds: 0)
        for member in ConditionMember.allCases where !conditionMembers.contains(member) {
            switch member {
            case .type, .status: break
            case .reason: condition.reason = ""
            case .message: condition.message = ""
            case .observedGeneration: condition.observedGeneration = 0
            case .createdTime: condition.createdTime = never
            case .lastUpdatedTime: condition.lastUpdatedTime = never
            case .lastTransitionTime: condition.lastTransitionTime = never
            }
        }
    }
}
