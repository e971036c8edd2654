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
///     .id(created.id), spec: Array(#"{"region":"south"}"#.utf8), ifResourceVersion: created.resourceVersion)
/// logger.info("generation \(update.resource.generation)")
/// _ = try await client.clusters.delete(.id(created.id))
/// ```
public struct ClusterClient: Sendable {
    let caller: MethodCaller

    /// Stores a new cluster at generation 1.
    ///
    /// - Parameter spec: a JSON object in UTF-8, at most 256 KiB, as the provider's schema for clusters wants it.
    /// - Throws: `INVALID_ARGUMENT` with every broken rule; `ALREADY_EXISTS` when an active cluster has the name.
    public func create(
        name: String, labels: Labels = Labels(), spec: [UInt8], options: CallOptions = CallOptions()
    ) async throws(RPCError) -> Resource {
        let request = CreateClusterRequest(name: name, labels: labels, spec: spec)
        let answer: CreateClusterResponse = try await caller.call(ClusterMethods.create, request, options: options)
        return answer.cluster
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
    ///   - options: hold for each page.
    public func list(
        pageSize: Int = 200, showDeleted: Bool = false, options: CallOptions = CallOptions()
    ) -> ResourceSequence {
        ResourceSequence(first: PageRequest(size: pageSize, showDeleted: showDeleted)) {
            (page) async throws(RPCError) -> ResourcePage in
            try await listPage(page, options: options)
        }
    }

    /// Replaces the spec, the labels or both; what is nil stays as it is.
    ///
    /// - Parameter ifResourceVersion: the version that the cluster must have; 0 means any.
    /// - Throws: `ABORTED` when it has another one, which `details["resource_version"]` names.
    public func update(
        _ cluster: ResourceReference, labels: Labels? = nil, spec: [UInt8]? = nil, ifResourceVersion: Int64 = 0,
        options: CallOptions = CallOptions()
    ) async throws(RPCError) -> UpdateAnswer {
        let request = UpdateClusterRequest(
            cluster: cluster, labels: labels, spec: spec, ifResourceVersion: ifResourceVersion)
        let answer: UpdateClusterResponse = try await caller.call(ClusterMethods.update, request, options: options)
        return answer.answer
    }

    /// Replaces the spec by one that has been read already, and the labels where they are given.
    public func update(
        _ cluster: ResourceReference, labels: Labels? = nil, spec: JSONDocument, ifResourceVersion: Int64 = 0,
        options: CallOptions = CallOptions()
    ) async throws(RPCError) -> UpdateAnswer {
        try await update(
            cluster, labels: labels, spec: spec.bytes, ifResourceVersion: ifResourceVersion, options: options)
    }

    /// Marks a cluster and its node pools for deletion; without required adapters they are gone at once.
    ///
    /// - Parameter ifResourceVersion: the version that the cluster must have; 0 means any.
    public func delete(
        _ cluster: ResourceReference, ifResourceVersion: Int64 = 0, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> DeleteAnswer {
        let request = DeleteClusterRequest(cluster: cluster, ifResourceVersion: ifResourceVersion)
        let answer: DeleteClusterResponse = try await caller.call(ClusterMethods.delete, request, options: options)
        return answer.answer
    }
}
