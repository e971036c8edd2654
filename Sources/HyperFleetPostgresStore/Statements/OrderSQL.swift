internal import HyperFleetModel
internal import HyperFleetService

/// An order of a list in SQL: every text comes from this file, every value is bound.
struct OrderSQL: Sendable {
    /// By id, from the newest on; behind `$1`, which is the greatest id on the first page.
    static let newestFirst = OrderSQL(order: .newestFirst, behind: "id < $1")

    private let order: ListOrder
    /// The condition on a row that it lies behind the place where the page begins.
    let behind: String

    private init(order: ListOrder, behind: String) {
        self.order = order
        self.behind = behind
    }

    /// The order, and where a page of it begins; the values of that place go to `values`.
    init(_ order: ListOrder, start: ListQuery.Start, values: inout SearchValues) {
        guard !order.isNewestFirst else {
            self = .newestFirst
            return
        }
        self.order = order
        switch start {
        case .first, .offset: behind = "true"
        case .after(let id, let placed): behind = Self.behind(order, id, placed, &values)
        }
    }

    /// What stands behind ORDER BY; `row` is the row's name and a point, or empty.
    func columns(row: String = "") -> String {
        order.keys.map { key in
            "\(Self.expression(key.column, row: row)) \(key.isDescending ? "DESC" : "ASC")"
        }.joined(separator: ", ")
    }

    /// One comparison of rows where all columns go the same way, which an index can answer; else one part for each
    /// column that may decide.
    private static func behind(
        _ order: ListOrder, _ id: ResourceID, _ placed: [ListOrder.Value], _ values: inout SearchValues
    ) -> String {
        let columns = order.keys.map { expression($0.column, row: "") }
        let bound = placed.map { bind($0, &values) } + [values.append(id)]
        let directions = Set(order.keys.map(\.isDescending))
        if directions.count == 1 {
            let comparison = directions.contains(true) ? "<" : ">"
            return "(\(columns.joined(separator: ", "))) \(comparison) (\(bound.joined(separator: ", ")))"
        }
        let parts = order.keys.indices.map { index in
            let equal = (0..<index).map { "\(columns[$0]) = \(bound[$0])" }
            let deciding = "\(columns[index]) \(order.keys[index].isDescending ? "<" : ">") \(bound[index])"
            return "(" + (equal + [deciding]).joined(separator: " AND ") + ")"
        }
        return "(" + parts.joined(separator: " OR ") + ")"
    }

    private static func bind(_ value: ListOrder.Value, _ values: inout SearchValues) -> String {
        switch value {
        case .number(let number): values.append(number)
        case .text(let text): values.append(text)
        case .moment(let moment) where moment.microseconds == .max: "'infinity'::timestamptz"
        case .moment(let moment): values.append(moment)
        }
    }

    /// A column, with something in place of NULL.
    private static func expression(_ column: ListOrder.Column, row: String) -> String {
        switch column {
        case .id, .name, .generation, .resourceVersion, .createdTime, .createdBy, .updatedTime, .updatedBy, .kind:
            row + column.rawValue
        case .deletedTime: "coalesce(\(row)deleted_at, 'infinity'::timestamptz)"
        case .deletedBy: "coalesce(\(row)deleted_by, ''::text)"
        }
    }
}
