package import HyperFleetModel

/// Which resources a list page holds, and in which order.
package struct ListQuery: Sendable {
    /// Where a page begins.
    package enum Start: Sendable {
        case first
        /// Behind the resource of this id that has, or had, these values in the order's columns: a keyset page.
        case after(ResourceID, values: [ListOrder.Value] = [])
        /// This many resources in: a numbered page, at most 100,000.
        case offset(Int)
    }

    package var kind: ResourceKind
    /// Only node pools of this cluster; nil for all.
    package var owner: ResourceID?
    /// Whether marked resources are listed too.
    package var showDeleted: Bool
    package var start: Start
    /// At most this many, 1 to 1,000.
    package var limit: Int
    package var wantsTotal: Bool
    /// What every resource of the list satisfies; nil for all.
    package var search: SearchExpression?
    package var order: ListOrder
    /// What is read of each resource; the rest may be left empty.
    package var fields: FieldMask

    package init(
        kind: ResourceKind, owner: ResourceID?, showDeleted: Bool, start: Start, limit: Int, wantsTotal: Bool,
        search: SearchExpression? = nil, order: ListOrder = .newestFirst, fields: FieldMask = .all
    ) {
        self.kind = kind
        self.owner = owner
        self.showDeleted = showDeleted
        self.start = start
        self.limit = limit
        self.wantsTotal = wantsTotal
        self.search = search
        self.order = order
        self.fields = fields
    }
}

/// What a list query found, from one snapshot.
package struct ListPage: Sendable {
    package var resources: [Resource]
    /// Whether at least one more resource lies behind the last one here.
    package var hasMore: Bool
    /// How many resources the query matches in all, when asked for.
    package var total: Int?

    package init(resources: [Resource], hasMore: Bool, total: Int?) {
        self.resources = resources
        self.hasMore = hasMore
        self.total = total
    }
}
