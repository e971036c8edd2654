extension ListOrder {
    /// What a resource has in a column of an order; values of one column order as its resources do.
    public enum Value: Sendable, Hashable {
        case number(Int64)
        case moment(Timestamp)
        case text(String)
    }

    /// What decides where `resource` stands, but for its id.
    public func values(of resource: Resource) -> [Value] {
        keys.compactMap { $0.column.value(of: resource) }
    }
}

extension ListOrder.Column {
    /// Nil of the id, which every place in a list has, and of the kind, which decides nothing.
    fileprivate func value(of resource: Resource) -> ListOrder.Value? {
        switch self {
        case .id, .kind: nil
        case .name: .text(resource.name)
        case .generation: .number(resource.generation)
        case .resourceVersion: .number(resource.resourceVersion)
        case .createdTime: .moment(resource.createdTime)
        case .createdBy: .text(resource.createdBy)
        case .updatedTime: .moment(resource.updatedTime)
        case .updatedBy: .text(resource.updatedBy)
        case .deletedTime: .moment(resource.deletedTime ?? Timestamp(microseconds: .max))
        case .deletedBy: .text(resource.deletedBy ?? "")
        }
    }
}
