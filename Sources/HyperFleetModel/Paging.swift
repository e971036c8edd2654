/// Which page of a list is wanted, and what else its answer is to carry.
public struct PageRequest: Sendable, Hashable {
    /// At most this many items, 1 to 1,000; 0 means 20.
    public var size: Int
    /// Where to go on: `nextPageToken` of the former page of the same query; empty for the first page.
    public var token: String
    /// A numbered page from 1, for people, within the first 100,000 items; 0 means none. Not beside `token`.
    public var number: Int
    /// Whether the page carries the total, which costs a count.
    public var wantsTotal: Bool
    /// Whether marked resources are listed too.
    public var showDeleted: Bool
    /// Only what this text of the search language finds, at most 4,096 bytes; empty for all.
    public var search: String
    /// Only what this Kubernetes label selector selects, at most 4,096 bytes, beside `search`; empty for all.
    public var selector: String
    /// What comes first, such as `name asc, created_time desc` (`ListOrder`); empty for newest first.
    public var order: String
    /// Which members the resources are to have (`FieldMask`), at most 64 names; empty for all.
    public var fields: [String]
    /// Whether the page is to tell, instead of its items, how the database would look for them.
    public var wantsPlan: Bool

    /// A request for a page.
    public init(
        size: Int = 0, token: String = "", number: Int = 0, wantsTotal: Bool = false, showDeleted: Bool = false,
        search: String = "", selector: String = "", order: String = "", fields: [String] = [],
        wantsPlan: Bool = false
    ) {
        self.size = size
        self.token = token
        self.number = number
        self.wantsTotal = wantsTotal
        self.showDeleted = showDeleted
        self.search = search
        self.selector = selector
        self.order = order
        self.fields = fields
        self.wantsPlan = wantsPlan
    }
}

/// One page of resources.
public struct ResourcePage: Sendable {
    /// In the order of the list.
    public var resources: [Resource]
    /// Where the next page begins; empty on the last one.
    public var nextPageToken: String
    /// How many resources match in all, from the page's snapshot; nil unless asked for.
    public var total: Int64?
    /// Whether the resources have only the members that were asked for (`FieldMask`); the others are empty.
    public var isPartial: Bool
    /// PostgreSQL's plan for the page, a line a step; empty unless asked for.
    public var plan: String

    /// A page with every field given.
    public init(
        resources: [Resource], nextPageToken: String = "", total: Int64? = nil, isPartial: Bool = false,
        plan: String = ""
    ) {
        self.resources = resources
        self.nextPageToken = nextPageToken
        self.total = total
        self.isPartial = isPartial
        self.plan = plan
    }
}
