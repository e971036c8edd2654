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
        let start = start(of: request, size: size, violations: &violations)
        guard violations.isEmpty else { throw .invalid(violations) }
        return ListQuery(
            kind: kind, owner: owner, showDeleted: request.showDeleted, start: start, limit: size,
            wantsTotal: request.wantsTotal, search: try SearchRules.expression(of: request))
    }

    private func start(
        of request: PageRequest, size: Int, violations: inout [Violation]
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
            return start(afterToken: request, violations: &violations)
        case (false, _):
            violations.append(
                Violation(field: "page.page", rule: "exclusive", message: "must not be given beside page_token"))
            return .first
        }
    }

    private func start(afterToken request: PageRequest, violations: inout [Violation]) -> ListQuery.Start {
        do throws(PageToken.Refusal) {
            let query = Self.description(kind, owner: owner, request)
            return .after(try PageToken(opening: request.token, query: query, key: key).last)
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
    func page(of found: ListPage, for request: PageRequest) -> ResourcePage {
        let kept = Self.fitting(found.resources)
        let hasMore = found.hasMore || kept.count < found.resources.count
        var token = ""
        if hasMore, let last = kept.last {
            let query = Self.description(kind, owner: owner, request)
            token = PageToken(last: last.id).sealed(query: query, key: key)
        }
        return ResourcePage(resources: Array(kept), nextPageToken: token, total: found.total.map(Int64.init))
    }

    /// The query in words, the same for the same query: what a token is bound to.
    private static func description(_ kind: ResourceKind, owner: ResourceID?, _ request: PageRequest) -> String {
        let plain =
            "kind=\(kind.name) owner=\(owner?.description ?? "any") show_deleted=\(request.showDeleted) order=id.desc"
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
