public import HyperFleetModel
internal import HyperFleetProto
public import JSONModel
public import RPCCore

/// What a client does with clusters.
///
/// ```swift
/// let created = try await client.clusters.create(
///     name: "production", labels: Labels(["env": "prod"]), spec: Array(#"{"region":"north"}"#.utf8))
/// let update = try await client.clusters.update(
///     .id(created.id), spec: Array(#"{"region":"south"}"#.utf8),
///     preconditions: Preconditions(ifResourceVersion: created.resourceVersion))
/// logger.info("generation \(update.resource.generation)")
/// _ = try await client.clusters.delete(.id(created.id))
/// ```
public struct ClusterClient: Sendable {
    let caller: MethodCaller

    /// Stores a new cluster at generation 1.
    ///
    /// - Parameters:
    ///   - spec: a JSON object in UTF-8, at most 256 KiB, as the provider's schema for clusters wants it.
    ///   - isDryRun: whether every check runs and nothing is stored; the answer is what would be.
    /// - Throws: `INVALID_ARGUMENT` with every broken rule; `ALREADY_EXISTS` when an active cluster has the name.
    public func create(
        name: String, labels: Labels = Labels(), spec: [UInt8], isDryRun: Bool = false,
        options: CallOptions = CallOptions()
    ) async throws(RPCError) -> Resource {
        let request = CreateClusterRequest(name: name, labels: labels, spec: spec, isDryRun: isDryRun)
        let answer: CreateClusterResponse = try await caller.call(ClusterMethods.create, request, options: options)
        return answer.answer.resource
    }

    /// Stores a new cluster at generation 1, with a spec that has been read already.
    public func create(
        name: String, labels: Labels = Labels(), spec: JSONDocument, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> Resource {
        try await create(name: name, labels: labels, spec: spec.bytes, options: options)
    }

    /// Reads one cluster, marked ones included.
    ///
    /// - Throws: `NOT_FOUND`; `FAILED_PRECONDITION` when only marked clusters have the name, and several do.
    public func get(
        _ cluster: ResourceReference, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> Resource {
        let request = GetClusterRequest(cluster: cluster)
        let answer: GetClusterResponse = try await caller.call(ClusterMethods.get, request, options: options)
        return answer.cluster
    }

    /// Reads one page of clusters, newest first: for people who leaf through them. Programs want `list`, which leaves
    /// none out.
    ///
    /// ```swift
    /// let page = try await client.clusters.listPage(PageRequest(size: 50, wantsTotal: true))
    /// logger.info("\(page.resources.count) of \(page.total ?? 0)")
    /// ```
    public func listPage(
        _ page: PageRequest = PageRequest(), options: CallOptions = CallOptions()
    ) async throws(RPCError) -> ResourcePage {
        let request = ListClustersRequest(page: page)
        let answer: ListClustersResponse = try await caller.call(ClusterMethods.list, request, options: options)
        return answer.page
    }

    /// All clusters, newest first, fetched page by page while they are taken.
    ///
    /// ```swift
    /// for try await cluster in client.clusters.list() {
    ///     logger.info("\(cluster.name): generation \(cluster.generation)")
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - pageSize: how many a page holds, 1 to 1,000.
    ///   - showDeleted: whether marked clusters are among them.
    ///   - search: only what this text of the search language finds; empty for all.
    ///   - selector: only what this Kubernetes label selector selects; empty for all.
    ///   - options: hold for each page.
    public func list(
        pageSize: Int = 200, showDeleted: Bool = false,
        search: String = "", selector: String = "", options: CallOptions = CallOptions()
    ) -> ResourceSequence {
        ResourceSequence(
            first: PageRequest(size: pageSize, showDeleted: showDeleted, search: search, selector: selector)
        ) {
            (page) async throws(RPCError) -> ResourcePage in
            try await listPage(page, options: options)
        }
    }

    /// Changes the spec, the labels or both; what is nil stays as it is.
    ///
    /// ```swift
    /// let update = ResourceUpdate(
    ///     labels: .edit(set: Labels(["env": "prod"]), unset: ["trial"]),
    ///     spec: .merge(Array(#"{"region":"south"}"#.utf8)),
    ///     preconditions: Preconditions(ifGeneration: seen.generation))
    /// let answer = try await client.clusters.update(.id(seen.id), update)
    /// ```
    ///
    /// - Throws: `ABORTED` when a precondition does not hold; `details["resource_version"]` and
    ///   `details["generation"]` tell what holds now.
    public func update(
        _ cluster: ResourceReference, _ update: ResourceUpdate, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> UpdateAnswer {
        let request = UpdateClusterRequest(cluster: cluster, update: update)
        let answer: UpdateClusterResponse = try await caller.call(ClusterMethods.update, request, options: options)
        return answer.answer
    }

    /// Replaces the spec, the labels or both; what is nil stays as it is.
    public func update(
        _ cluster: ResourceReference, labels: Labels? = nil, spec: [UInt8]? = nil,
        preconditions: Preconditions = .none, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> UpdateAnswer {
        let update = ResourceUpdate(
            labels: labels.map { .replace($0) }, spec: spec.map { .replace($0) }, preconditions: preconditions)
        return try await self.update(cluster, update, options: options)
    }

    /// Replaces the spec by one that has been read already, and the labels where they are given.
    public func update(
        _ cluster: ResourceReference, labels: Labels? = nil, spec: JSONDocument,
        preconditions: Preconditions = .none, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> UpdateAnswer {
        try await update(
            cluster, labels: labels, spec: spec.bytes, preconditions: preconditions, options: options)
    }

    /// Marks a cluster and its node pools for deletion; what waits for nobody is gone at once.
    ///
    /// - Parameter isDryRun: whether every check runs and nothing is stored.
    public func delete(
        _ cluster: ResourceReference, preconditions: Preconditions = .none, isDryRun: Bool = false,
        options: CallOptions = CallOptions()
    ) async throws(RPCError) -> DeleteAnswer {
        let request = DeleteClusterRequest(cluster: cluster, preconditions: preconditions, isDryRun: isDryRun)
        let answer: DeleteClusterResponse = try await caller.call(ClusterMethods.delete, request, options: options)
        return answer.answer
    }

    /// Removes a marked cluster and its node pools at once, whatever its adapters say, and writes down who did it and why.
    ///
    /// - Parameters:
    ///   - cluster: a name means a marked cluster.
    ///   - reason: 1 to 1,024 characters.
    ///   - isDryRun: whether every check runs and nothing is removed.
    /// - Throws: `FAILED_PRECONDITION` for a cluster that is not marked.
    public func forceDelete(
        _ cluster: ResourceReference, reason: String, preconditions: Preconditions = .none, isDryRun: Bool = false,
        options: CallOptions = CallOptions()
    ) async throws(RPCError) -> ForceDeleteAnswer {
        let request = ForceDeleteClusterRequest(
            cluster: cluster, reason: reason, preconditions: preconditions, isDryRun: isDryRun)
        let answer: ForceDeleteClusterResponse = try await caller.call(
            ClusterMethods.forceDelete, request, options: options)
        return answer.answer
    }
}
