internal import HyperFleetModel
internal import JSONModel

/// Which pages may be asked for, and how a page's answer is made (design.md sections 6 and 7).
struct PageRules {
    static let defaultSize = 20
    static let maximumSize = 1_000
    /// How many items a numbered page may lie behind the first one.
    static let maximumOffset = 100_000
    /// A page ends early where its resources are larger than this, in bytes.
    static let maximumBytes = 2 * 1_024 * 1_024

    var kind: ResourceKind
    var owner: ResourceID?
    var key: SipHash.Key

    /// The query that `request` means.
    func query(for request: PageRequest) throws(ServiceError) -> ListQuery {
        var violations: [Violation] = []
        let size = request.size == 0 ? Self.defaultSize : request.size
        if !(1...Self.maximumSize).contains(size) {
            violations.append(
                Violation(
                    field: "page.page_size", rule: "range",
                    message: "must be 1 to \(Self.maximumSize), or 0 for the default",
                    value: String(request.size)))
        }
        if owner != nil, kind == .cluster {
            violations.append(
                Violation(field: "cluster", rule: "forbidden", message: "must not be given for a list of clusters"))
        }
        let order = try SearchRules.order(of: request)
        let fields = SearchRules.fields(of: request, violations: &violations)
        let start = start(of: request, by: order, size: size, violations: &violations)
        guard violations.isEmpty else { throw .invalid(violations) }
        return ListQuery(
            kind: kind, owner: owner, showDeleted: request.showDeleted, start: start, limit: size,
            wantsTotal: request.wantsTotal, search: try SearchRules.expression(of: request), order: order,
            fields: fields)
    }

    private func start(
        of request: PageRequest, by order: ListOrder, size: Int, violations: inout [Violation]
    ) -> ListQuery.Start {
        switch (request.token.isEmpty, request.number) {
        case (true, 0):
            return .first
        case (true, let number):
            let (offset, overflow) = (number - 1).multipliedReportingOverflow(by: size)
            guard number > 0, !overflow, offset <= Self.maximumOffset else {
                violations.append(
                    Violation(
                        field: "page.page", rule: "range",
                        message: "must be from 1 and begin within the first \(Self.maximumOffset) items; "
                            + "follow next_page_token to go further",
                        value: String(number)))
                return .first
            }
            return .offset(offset)
        case (false, 0):
            return start(afterTokenOf: request, by: order, violations: &violations)
        case (false, _):
            violations.append(
                Violation(field: "page.page", rule: "exclusive", message: "must not be given beside page_token"))
            return .first
        }
    }

    private func start(
        afterTokenOf request: PageRequest, by order: ListOrder, violations: inout [Violation]
    ) -> ListQuery.Start {
        do throws(PageToken.Refusal) {
            let token = try PageToken(opening: request.token, query: description(request, order), key: key)
            return .after(token.last, values: token.values)
        } catch {
            let message =
                switch error {
                case .broken: "is not a token of this service; begin again without one"
                case .otherQuery: "belongs to another query; a token goes on with the query that it came from"
                }
            violations.append(Violation(field: "page.page_token", rule: "token", message: message))
            return .first
        }
    }

    /// The answer made of what a query found; it ends early past `maximumBytes`, but holds at least one resource.
    func page(of found: ListPage, to query: ListQuery, for request: PageRequest) -> ResourcePage {
        let kept = Self.fitting(found.resources)
        let hasMore = found.hasMore || kept.count < found.resources.count
        var page = ResourcePage(
            resources: Array(kept), total: found.total.map(Int64.init), isPartial: !query.fields.isAll)
        if hasMore, let last = kept.last { page.nextPageToken = token(behind: last, in: query.order, of: request) }
        for index in page.resources.indices { query.fields.apply(to: &page.resources[index]) }
        return page
    }

    /// Where the list of `request` goes on behind `last`.
    func token(behind last: Resource, in order: ListOrder, of request: PageRequest) -> String {
        PageToken(last: last.id, values: order.values(of: last))
            .sealed(query: description(request, order), key: key)
    }

    /// The query in words, the same for the same query: what a token is bound to.
    private func description(_ request: PageRequest, _ order: ListOrder) -> String {
        let ordered = order.isNewestFirst ? "id.desc" : order.description
        let plain =
            "kind=\(kind.name) owner=\(owner?.description ?? "any") show_deleted=\(request.showDeleted) order=\(ordered)"
        guard !request.search.isEmpty || !request.selector.isEmpty else { return plain }
        // The length keeps the two texts apart.
        return "\(plain) search=\(request.search.utf8.count):\(request.search) selector=\(request.selector)"
    }

    /// The first resources that fit into one page's bytes.
    static func fitting(_ resources: [Resource], within limit: Int = maximumBytes) -> ArraySlice<Resource> {
        var bytes = 0
        var count = 0
        for resource in resources {
            bytes += resource.approximateBytes
            if bytes > limit, count > 0 { break }
            count += 1
        }
        return resources.prefix(count)
    }
}

extension PageRules {
    /// The first results whose resources fit into one page's bytes.
    static func fittingResults(
        _ results: [Result<Resource, ServiceError>], within limit: Int = maximumBytes
    ) -> ArraySlice<Result<Resource, ServiceError>> {
        var bytes = 0
        var count = 0
        for result in results {
            if case .success(let resource) = result { bytes += resource.approximateBytes }
            if bytes > limit, count > 0 { break }
            count += 1
        }
        return results.prefix(count)
    }
}

extension Resource {
    /// About what the resource takes in a message: its texts, and 256 bytes for the fixed fields.
    fileprivate var approximateBytes: Int {
        let texts = spec.bytes.count + name.utf8.count + createdBy.utf8.count + updatedBy.utf8.count
        let labelBytes = labels.entries.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count + 8 }
        let conditionBytes = conditions.reduce(0) {
            $0 + $1.type.utf8.count + $1.reason.utf8.count + $1.message.utf8.count + 64
        }
        return 256 + texts + labelBytes + conditionBytes
    }
}
