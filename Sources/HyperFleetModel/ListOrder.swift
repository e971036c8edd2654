/// The order of a list (behaviour.md section 6.3): columns, the first of which decides first; the id decides between
/// equals, so that every order is total.
public struct ListOrder: Sendable, Hashable {
    /// What a list may be ordered by.
    public enum Column: String, Sendable, CaseIterable {
        case id
        case name
        case generation
        case resourceVersion = "resource_version"
        case createdTime = "created_time"
        case createdBy = "created_by"
        case updatedTime = "updated_time"
        case updatedBy = "updated_by"
        /// Behind all moments where there is none.
        case deletedTime = "deleted_time"
        /// Before all names where there is none.
        case deletedBy = "deleted_by"
        /// The same for all of a list.
        case kind
    }

    /// One column and its direction.
    public struct Key: Sendable, Hashable {
        /// What decides.
        public var column: Column
        /// Whether the greatest comes first.
        public var isDescending: Bool

        /// A key of an order.
        public init(_ column: Column, isDescending: Bool = false) {
            self.column = column
            self.isDescending = isDescending
        }
    }

    /// The most columns that an order may name.
    public static let maximumKeys = 8

    /// Newest first: what holds where nothing else is said.
    public static let newestFirst = ListOrder(keys: [])

    /// All that decide, the id last.
    public let keys: [Key]

    /// The order by `keys`; the id follows in the direction of the last one.
    ///
    /// What can decide nothing is left out: the kind, a column named before, and all behind the id.
    public init(keys: [Key]) {
        var deciding: [Key] = []
        for key in keys where key.column != .kind && !deciding.contains(where: { $0.column == key.column }) {
            deciding.append(key)
            if key.column == .id { break }
        }
        if deciding.last?.column != .id {
            deciding.append(Key(.id, isDescending: deciding.last?.isDescending ?? true))
        }
        self.keys = deciding
    }

    /// Whether this is the order in which resources were made, newest first.
    public var isNewestFirst: Bool { self == .newestFirst }
}

extension ListOrder: CustomStringConvertible {
    /// Always the same for the same order: `name asc,id asc`.
    public var description: String {
        keys.map { "\($0.column.rawValue) \($0.isDescending ? "desc" : "asc")" }.joined(separator: ",")
    }
}
