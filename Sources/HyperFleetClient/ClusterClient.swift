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
    ///   - order: what comes first, such as `name asc`; empty for newest first.
    ///   - options: hold for each page.
    public func list(
        pageSize: Int = 200, showDeleted: Bool = false,
        search: String = "", selector: String = "", order: String = "", options: CallOptions = CallOptions()
    ) -> ResourceSequence {
        ResourceSequence(
            first: PageRequest(
                size: pageSize, showDeleted: showDeleted, search: search, selector: selector, order: order)
        ) {
            (page) async throws(RPCError) -> ResourcePage in
            try await listPage(page, options: options)
        }
    }

    /// All clusters of a list from one snapshot, as fast as they are taken: a part at a time, the last of which has the
    /// stream's end.
    ///
    /// ```swift
    /// for try await part in try await client.clusters.stream(PageRequest(search: "labels.env = 'prod'")) {
    ///     for resource in part.resources { logger.info("\(resource.name)") }
    ///     if let end = part.end { logger.info("\(end.count) in all") }
    /// }
    /// ```
    ///
    /// - Parameter page: the search, the order and the fields; its token goes on with a list or a stream that was cut.
    /// - Throws: from the sequence, `ABORTED` where it took too long or was not read for too long; the details'
    ///   `page_token` tells where to go on.
    public func stream(
        _ page: PageRequest = PageRequest(), options: CallOptions = CallOptions()
    ) async throws(RPCError) -> AnswerStream<StreamPart> {
        let answers: AnswerStream<StreamClustersResponse> = try await caller.answers(
            of: ClusterMethods.stream, to: StreamClustersRequest(page: page), options: options)
        return answers.mapped(\.part)
    }

    /// Reads many clusters, marked ones included, each answered for itself, in the order of `references`.
    ///
    /// ```swift
    /// for result in try await client.clusters.getMany(references) {
    ///     switch result {
    ///     case .success(let resource): logger.info("\(resource.name)")
    ///     case .failure(let error): logger.warning("\(error.message)")
    ///     }
    /// }
    /// ```
    ///
    /// - Throws: what keeps all of them from being read.
    public func getMany(
        _ references: [ResourceReference], options: CallOptions = CallOptions()
    ) async throws(RPCError) -> [Result<Resource, RPCError>] {
        try await BatchedGet.all(references) { (part) async throws(RPCError) in
            let request = GetManyClustersRequest(references: part)
            let answer: GetManyClustersResponse = try await caller.call(
                ClusterMethods.getMany, request, options: options)
            return answer.results
        }
    }

    /// Reads a cluster with its node pools and all reports about them, from one snapshot.
    ///
    /// ```swift
    /// let tree = try await client.clusters.tree(.name("production", owner: nil))
    /// logger.info("\(tree.nodePools.count) node pools, \(tree.statuses.count) reports")
    /// ```
    ///
    /// - Parameters:
    ///   - pageSize: at most this many node pools, 1 to 1,000; 0 means 1,000.
    ///   - pageToken: `nextPageToken` of the former answer, to go on with its node pools; empty for the newest ones.
    public func tree(
        _ cluster: ResourceReference, pageSize: Int = 0, pageToken: String = "", options: CallOptions = CallOptions()
    ) async throws(RPCError) -> ClusterTree {
        let request = GetClusterTreeRequest(cluster: cluster, pageSize: pageSize, pageToken: pageToken)
        let answer: GetClusterTreeResponse = try await caller.call(ClusterMethods.getTree, request, options: options)
        return answer.tree
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
