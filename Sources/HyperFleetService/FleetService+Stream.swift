package import HyperFleetModel

extension FleetService {
    /// How many resources are read at a time: enough to be fast, few enough that the largest fit into memory.
    private static let streamBatch = 128
    /// A part holds at most this many bytes of resources, but at least one.
    private static let streamPartBytes = 1_024 * 1_024

    /// Gives all resources of a list to `send`, from one snapshot and as fast as it takes them; the last part has the
    /// end.
    ///
    /// - Parameters:
    ///   - page: Its size bounds a part; 0 means 128. It has no number and wants no total.
    ///   - send: Returns once its part is taken; it is cancelled where the list is cut.
    /// - Throws: what `list` throws; `streamCut` past `limits`. Where something was taken, the error's details tell the
    ///   `page_token` to go on with.
    package func stream(
        _ kind: ResourceKind, owner: ResourceReference?, page: PageRequest, limits: StreamLimits = StreamLimits(),
        _ send: @escaping @Sendable (StreamPart) async throws(ServiceError) -> Void
    ) async throws(ServiceError) {
        var ownerID: ResourceID?
        if let owner { ownerID = try await get(.cluster, owner).id }
        let rules = PageRules(kind: kind, owner: ownerID, key: sealKey)
        var request = page
        if request.size == 0 { request.size = Self.streamBatch }
        let query = try rules.streamQuery(for: request)
        let progress = StreamProgress(limits: limits)
        do throws(ServiceError) {
            let name = try await bounded(by: progress) { () async throws(ServiceError) -> String in
                try await store.stream(query) { (resources) async throws(ServiceError) in
                    try await Self.send(resources, fields: query.fields, progress, send)
                }
            }
            let snapshot = SnapshotToken(name: name).sealed(key: sealKey)
            try await send(StreamPart(resources: [], end: StreamEnd(snapshot: snapshot, count: progress.count)))
        } catch {
            throw rules.goingOn(error, behind: progress.last, in: query.order, of: page)
        }
    }

    private static func send(
        _ resources: [Resource], fields: FieldMask, _ progress: StreamProgress,
        _ send: (StreamPart) async throws(ServiceError) -> Void
    ) async throws(ServiceError) {
        var rest = resources[...]
        while !rest.isEmpty {
            let sent = PageRules.fitting(Array(rest), within: streamPartBytes)
            var part = StreamPart(resources: Array(sent), isPartial: !fields.isAll)
            for index in part.resources.indices { fields.apply(to: &part.resources[index]) }
            try await send(part)
            progress.moved(past: sent)
            rest = rest.dropFirst(sent.count)
        }
    }

    /// Runs `work` until it is over, or until its time is; then it is cancelled, and the error says that it was cut.
    private func bounded(
        by progress: StreamProgress, _ work: @escaping @Sendable () async throws(ServiceError) -> String
    ) async throws(ServiceError) -> String {
        let result = await withTaskGroup(of: Result<String, ServiceError>?.self) { group in
            group.addTask {
                try? await progress.waitForCut()
                return nil
            }
            group.addTask {
                do throws(ServiceError) { return .success(try await work()) } catch { return .failure(error) }
            }
            var result: Result<String, ServiceError>?
            for await outcome in group {
                if let outcome { result = outcome }
                group.cancelAll()
            }
            return result
        }
        switch result {
        case .success(let name)?: return name
        case .failure(let error)?: throw progress.isCut ? .streamCut : error
        case nil: throw .streamCut
        }
    }
}

extension ServiceError {
    fileprivate static var streamCut: ServiceError {
        ServiceError(
            .streamCut, "The list was cut: it took longer than it may, or nothing of it was taken for too long.")
    }
}

extension PageRules {
    /// The query of a streamed list.
    fileprivate func streamQuery(for request: PageRequest) throws(ServiceError) -> ListQuery {
        var violations: [Violation] = []
        if request.number != 0 {
            violations.append(
                Violation(field: "page.page", rule: "forbidden", message: "must not be given: a stream has no pages"))
        }
        if request.wantsTotal {
            violations.append(
                Violation(
                    field: "page.want_total", rule: "forbidden", message: "must not be given: a stream's end counts"))
        }
        if request.wantsPlan {
            violations.append(
                Violation(
                    field: "page.want_plan", rule: "forbidden", message: "must not be given: only a page has a plan"))
        }
        guard violations.isEmpty else { throw .invalid(violations) }
        return try query(for: request)
    }

    /// The error of a stream that had sent something, with where to go on.
    fileprivate func goingOn(
        _ error: ServiceError, behind last: Resource?, in order: ListOrder, of request: PageRequest
    ) -> ServiceError {
        guard let last else { return error }
        var error = error
        error.details["page_token"] = token(behind: last, in: order, of: request)
        return error
    }
}
