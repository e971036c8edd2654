public import HyperFleetModel
internal import HyperFleetProto
public import JSONModel
public import RPCCore

/// What a client does with node pools.
///
/// ```swift
/// let cluster = ResourceReference.name("production", owner: nil)
/// let pool = try await client.nodePools.create(in: cluster, name: "workers", spec: Array("{}".utf8))
/// for try await pool in client.nodePools.list(in: cluster) {
///     logger.info("\(pool.name)")
/// }
/// _ = try await client.nodePools.delete(.id(pool.id))
/// ```
public struct NodePoolClient: Sendable {
    let caller: MethodCaller

    /// Stores a new node pool of `cluster` at generation 1.
    ///
    /// - Parameters:
    ///   - spec: a JSON object in UTF-8, at most 256 KiB, as the provider's schema for node pools wants it.
    ///   - isDryRun: whether every check runs and nothing is stored; the answer is what would be.
    /// - Throws: `INVALID_ARGUMENT` with every broken rule; `NOT_FOUND` without the cluster; `FAILED_PRECONDITION`
    ///   when it is marked; `ALREADY_EXISTS` when an active node pool of it has the name.
    public func create(
        in cluster: ResourceReference, name: String, labels: Labels = Labels(), spec: [UInt8],
        isDryRun: Bool = false, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> Resource {
        let request = CreateNodePoolRequest(
            cluster: cluster, name: name, labels: labels, spec: spec, isDryRun: isDryRun)
        let answer: CreateNodePoolResponse = try await caller.call(NodePoolMethods.create, request, options: options)
        return answer.answer.resource
    }

    /// Stores a new node pool of `cluster`, with a spec that has been read already.
    public func create(
        in cluster: ResourceReference, name: String, labels: Labels = Labels(), spec: JSONDocument,
        options: CallOptions = CallOptions()
    ) async throws(RPCError) -> Resource {
        try await create(in: cluster, name: name, labels: labels, spec: spec.bytes, options: options)
    }

    /// Reads one node pool, marked ones included.
    ///
    /// - Throws: `NOT_FOUND`; `FAILED_PRECONDITION` when only marked node pools have the name, and several do.
    public func get(
        _ nodePool: ResourceReference, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> Resource {
        let request = GetNodePoolRequest(nodePool: nodePool)
        let answer: GetNodePoolResponse = try await caller.call(NodePoolMethods.get, request, options: options)
        return answer.nodePool
    }

    /// Reads one page of node pools, newest first: those of `cluster`, or of all clusters when it is nil.
    public func listPage(
        in cluster: ResourceReference? = nil, _ page: PageRequest = PageRequest(),
        options: CallOptions = CallOptions()
    ) async throws(RPCError) -> ResourcePage {
        let request = ListNodePoolsRequest(cluster: cluster, page: page)
        let answer: ListNodePoolsResponse = try await caller.call(NodePoolMethods.list, request, options: options)
        return answer.page
    }

    /// All node pools of `cluster`, or of all clusters when it is nil, fetched page by page while they are taken.
    ///
    /// - Parameters:
    ///   - cluster: whose node pools.
    ///   - pageSize: how many a page holds, 1 to 1,000.
    ///   - showDeleted: whether marked node pools are among them.
    ///   - search: only what this text of the search language finds; empty for all.
    ///   - selector: only what this Kubernetes label selector selects; empty for all.
    ///   - order: what comes first, such as `name asc`; empty for newest first.
    ///   - options: hold for each page.
    public func list(
        in cluster: ResourceReference? = nil, pageSize: Int = 200, showDeleted: Bool = false,
        search: String = "", selector: String = "", order: String = "", options: CallOptions = CallOptions()
    ) -> ResourceSequence {
        ResourceSequence(
            first: PageRequest(
                size: pageSize, showDeleted: showDeleted, search: search, selector: selector, order: order)
        ) {
            (page) async throws(RPCError) -> ResourcePage in
            try await listPage(in: cluster, page, options: options)
        }
    }

    /// All node pools of a list from one snapshot, as fast as they are taken: a part at a time, the last of which has the
    /// stream's end.
    ///
    /// ```swift
    /// for try await part in try await client.nodePools.stream(PageRequest(search: "labels.env = 'prod'")) {
    ///     for resource in part.resources { logger.info("\(resource.name)") }
    ///     if let end = part.end { logger.info("\(end.count) in all") }
    /// }
    /// ```
    ///
    /// - Parameter page: the search, the order and the fields; its token goes on with a list or a stream that was cut.
    /// - Throws: from the sequence, `ABORTED` where it took too long or was not read for too long; the details'
    ///   `page_token` tells where to go on.
    public func stream(
        in cluster: ResourceReference? = nil, _ page: PageRequest = PageRequest(), options: CallOptions = CallOptions()
    ) async throws(RPCError) -> AnswerStream<StreamPart> {
        let answers: AnswerStream<StreamNodePoolsResponse> = try await caller.answers(
            of: NodePoolMethods.stream, to: StreamNodePoolsRequest(cluster: cluster, page: page), options: options)
        return answers.mapped(\.part)
    }

    /// Reads many node pools, marked ones included, each answered for itself, in the order of `references`.
    ///
    /// ```swift
    /// for result in try await client.nodePools.getMany(references) {
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
            let request = GetManyNodePoolsRequest(references: part)
            let answer: GetManyNodePoolsResponse = try await caller.call(
                NodePoolMethods.getMany, request, options: options)
            return answer.results
        }
    }

    /// Changes the spec, the labels or both; what is nil stays as it is.
    ///
    /// ```swift
    /// let update = ResourceUpdate(
    ///     labels: .edit(set: Labels(["env": "prod"]), unset: ["trial"]),
    ///     spec: .merge(Array(#"{"region":"south"}"#.utf8)),
    ///     preconditions: Preconditions(ifGeneration: seen.generation))
    /// let answer = try await client.nodePools.update(.id(seen.id), update)
    /// ```
    ///
    /// - Throws: `ABORTED` when a precondition does not hold; `details["resource_version"]` and
    ///   `details["generation"]` tell what holds now.
    public func update(
        _ nodePool: ResourceReference, _ update: ResourceUpdate, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> UpdateAnswer {
        let request = UpdateNodePoolRequest(nodePool: nodePool, update: update)
        let answer: UpdateNodePoolResponse = try await caller.call(NodePoolMethods.update, request, options: options)
        return answer.answer
    }

    /// Replaces the spec, the labels or both; what is nil stays as it is.
    public func update(
        _ nodePool: ResourceReference, labels: Labels? = nil, spec: [UInt8]? = nil,
        preconditions: Preconditions = .none, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> UpdateAnswer {
        let update = ResourceUpdate(
            labels: labels.map { .replace($0) }, spec: spec.map { .replace($0) }, preconditions: preconditions)
        return try await self.update(nodePool, update, options: options)
    }

    /// Replaces the spec by one that has been read already, and the labels where they are given.
    public func update(
        _ nodePool: ResourceReference, labels: Labels? = nil, spec: JSONDocument,
        preconditions: Preconditions = .none, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> UpdateAnswer {
        try await update(
            nodePool, labels: labels, spec: spec.bytes, preconditions: preconditions, options: options)
    }

    /// Marks a node pool for deletion; what waits for nobody is gone at once.
    ///
    /// - Parameter isDryRun: whether every check runs and nothing is stored.
    public func delete(
        _ nodePool: ResourceReference, preconditions: Preconditions = .none, isDryRun: Bool = false,
        options: CallOptions = CallOptions()
    ) async throws(RPCError) -> DeleteAnswer {
        let request = DeleteNodePoolRequest(nodePool: nodePool, preconditions: preconditions, isDryRun: isDryRun)
        let answer: DeleteNodePoolResponse = try await caller.call(NodePoolMethods.delete, request, options: options)
        return answer.answer
    }

    /// Removes a marked node pool at once, whatever its adapters say, and writes down who did it and why.
    ///
    /// - Parameters:
    ///   - nodePool: a name means a marked node pool.
    ///   - reason: 1 to 1,024 characters.
    ///   - isDryRun: whether every check runs and nothing is removed.
    /// - Throws: `FAILED_PRECONDITION` for a node pool that is not marked.
    public func forceDelete(
        _ nodePool: ResourceReference, reason: String, preconditions: Preconditions = .none, isDryRun: Bool = false,
        options: CallOptions = CallOptions()
    ) async throws(RPCError) -> ForceDeleteAnswer {
        let request = ForceDeleteNodePoolRequest(
            nodePool: nodePool, reason: reason, preconditions: preconditions, isDryRun: isDryRun)
        let answer: ForceDeleteNodePoolResponse = try await caller.call(
            NodePoolMethods.forceDelete, request, options: options)
        return answer.answer
    }
}
