internal import JSONModel

/// What a field of one resource holds.
enum SearchFieldValue {
    case text(String)
    case integer(Int64)
    case time(Timestamp)
    /// Never null.
    case json(JSONValue)
    case present

    /// nil where there is none.
    init?(of field: SearchField, in subject: SearchSubject) throws(JSONParseError) {
        let found: SearchFieldValue? =
            switch field {
            case .column(let column): Self.column(column, of: subject.resource)
            case .label(let key): subject.resource.labels.entries[key].map { .text($0) }
            case .condition(let type, let member): Self.condition(type, member, of: subject.resource)
            case .spec(let steps): Self.json(at: steps, in: subject.spec)
            case .adapter(let name, let member): try Self.adapter(name, member, of: subject)
            }
        guard let found else { return nil }
        self = found
    }

    private static func column(_ column: SearchColumn, of resource: Resource) -> SearchFieldValue? {
        switch column {
        case .id: .text(resource.id.description)
        case .ownerID: resource.owner.map { .text($0.description) }
        case .name: .text(resource.name)
        case .kind: .text(resource.kind.name)
        case .generation: .integer(resource.generation)
        case .resourceVersion: .integer(resource.resourceVersion)
        case .generationTime: .time(resource.generationTime)
        case .createdTime: .time(resource.createdTime)
        case .createdBy: .text(resource.createdBy)
        case .updatedTime: .time(resource.updatedTime)
        case .updatedBy: .text(resource.updatedBy)
        case .deletedTime: resource.deletedTime.map { .time($0) }
        case .deletedBy: resource.deletedBy.map { .text($0) }
        }
    }

    private static func condition(
        _ type: String, _ member: SearchField.ConditionMember, of resource: Resource
    ) -> SearchFieldValue? {
        guard let condition = resource.conditions.first(where: { $0.type == type }) else { return nil }
        return switch member {
        case .status: .text(condition.status ? "True" : "False")
        case .reason: .text(condition.reason)
        case .message: .text(condition.message)
        case .observedGeneration: .integer(condition.observedGeneration)
        case .createdTime: .time(condition.createdTime)
        case .lastUpdatedTime: .time(condition.lastUpdatedTime)
        case .lastTransitionTime: .time(condition.lastTransitionTime)
        }
    }

    private static func adapter(
        _ name: String, _ member: SearchField.AdapterMember, of subject: SearchSubject
    ) throws(JSONParseError) -> SearchFieldValue? {
        guard let status = subject.statuses.first(where: { $0.adapter == name }) else { return nil }
        switch member {
        case .report: return .present
        case .observedGeneration: return .integer(status.observedGeneration)
        case .createdTime: return .time(status.createdTime)
        case .lastReportTime: return .time(status.lastReportTime)
        case .condition(let type):
            return status.conditions.first { $0.type == type }.map { .text($0.status.rawValue) }
        case .data(let steps): return json(at: steps, in: try status.data.value())
        }
    }

    private static func json(at steps: [SearchStep], in root: JSONValue) -> SearchFieldValue? {
        var value = root
        for step in steps {
            switch (step, value) {
            case (.key(let key), .object(let object)):
                guard let member = object[key] else { return nil }
                value = member
            case (.index(let index), .array(let items)):
                guard items.indices.contains(index) else { return nil }
                value = items[index]
            default: return nil
            }
        }
        if case .null = value { return nil }
        return .json(value)
    }

    func passes(_ test: SearchTest, now: Timestamp) -> Bool {
        switch test {
        case .exists: true
        case .compares(let comparison, let value): order(to: value, now: now).map { comparison.holds($0) } ?? false
        case .matches(let pattern): text.map { pattern.matches($0) } ?? false
        }
    }

    private var text: String? {
        switch self {
        case .text(let text), .json(.string(let text)): text
        default: nil
        }
    }

    /// How this lies to `value`; nil where the two are not of one type.
    private func order(to value: SearchValue, now: Timestamp) -> SearchOrder? {
        switch (self, value) {
        case (.integer(let left), .integer(let right)): SearchOrder(left, right)
        case (.time(let left), .time(let right)): SearchOrder(left, right)
        case (.time(let left), .timeFromNow(let distance)):
            SearchOrder(left, Timestamp(microseconds: now.microseconds + distance))
        case (.json(.number(let left)), .number(let right)):
            left == right ? .same : left < right ? .before : .behind
        case (.json(.bool(let left)), .bool(let right)): left == right ? .same : left ? .behind : .before
        case (_, .text(let right)): text.map { SearchOrder(bytesOf: $0, right) }
        default: nil
        }
    }
}

/// How one value lies to another.
enum SearchOrder {
    case before
    case same
    case behind

    init<Value: Comparable>(_ left: Value, _ right: Value) {
        self = left == right ? .same : left < right ? .before : .behind
    }

    /// By the bytes of UTF-8, as PostgreSQL's collation "C" orders text.
    init(bytesOf left: String, _ right: String) {
        self =
            left.utf8.elementsEqual(right.utf8)
            ? .same : left.utf8.lexicographicallyPrecedes(right.utf8) ? .before : .behind
    }
}

extension SearchComparison {
    /// Whether it holds for a value that lies so to the other.
    func holds(_ order: SearchOrder) -> Bool {
        switch self {
        case .equal: order == .same
        case .notEqual: order != .same
        case .less: order == .before
        case .lessOrEqual: order != .behind
        case .greater: order == .behind
        case .greaterOrEqual: order != .before
        }
    }
}
