/// A field of every resource that a search may compare and a list may be ordered by, named as users write it.
package enum SearchColumn: String, Sendable, Hashable, CaseIterable {
    case id
    case ownerID = "owner_id"
    case name
    case kind
    case generation
    case resourceVersion = "resource_version"
    case generationTime = "generation_time"
    case createdTime = "created_time"
    case createdBy = "created_by"
    case updatedTime = "updated_time"
    case updatedBy = "updated_by"
    case deletedTime = "deleted_time"
    case deletedBy = "deleted_by"

    package var type: SearchType {
        switch self {
        case .id, .ownerID, .name, .kind, .createdBy, .updatedBy, .deletedBy: .text
        case .generation, .resourceVersion: .integer
        case .generationTime, .createdTime, .updatedTime, .deletedTime: .time
        }
    }
}

/// What a field holds, and so what it can be compared with.
package enum SearchType: Sendable, Hashable {
    /// Compared by its UTF-8 bytes.
    case text
    /// A label's value: text, with which a number or a truth value is compared as it was written.
    case label
    /// `True`, `False` or `Unknown`: has no order.
    case conditionStatus
    /// A signed 64-bit whole number.
    case integer
    case time
    /// Any JSON value: compared where it is of the other side's type.
    case json
    /// Only is there or not.
    case existence
}
