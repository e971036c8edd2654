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
    /// - Parameter spec: a JSON object in UTF-8, at most 256 KiB, as the provider's schema for node pools wants it.
    /// - Throws: `INVALID_ARGUMENT` with every broken rule; `NOT_FOUND` without the cluster; `FAILED_PRECONDITION`
    ///   when it is marked; `ALREADY_EXISTS` when an active node pool of it has the name.
    public func create(
        in cluster: ResourceReference, name: String, labels: Labels = Labels(), spec: [UInt8],
        options: CallOptions = CallOptions()
    ) async throws(RPCError) -> Resource {
        let request = CreateNodePoolRequest(cluster: cluster, name: name, labels: labels, spec: spec)
        let answer: CreateNodePoolResponse = try await caller.call(NodePoolMethods.create, request, options: options)
        return answer.nodePool
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
    ///   - options: hold for each page.
    public func list(
        in cluster: ResourceReference? = nil, pageSize: Int = 200, showDeleted: Bool = false,
        options: CallOptions = CallOptions()
    ) -> ResourceSequence {
        ResourceSequence(first: PageRequest(size: pageSize, showDeleted: showDeleted)) {
            (page) async throws(RPCError) -> ResourcePage in
            try await listPage(in: cluster, page, options: options)
        }
    }

    /// Replaces the spec, the labels or both; what is nil stays as it is.
    ///
    /// - Parameter ifResourceVersion: the version that the node pool must have; 0 means any.
    /// - Throws: `ABORTED` when it has another one, which `details["resource_version"]` names.
    public func update(
        _ nodePool: ResourceReference, labels: Labels? = nil, spec: [UInt8]? = nil, ifResourceVersion: Int64 = 0,
        options: CallOptions = CallOptions()
    ) async throws(RPCError) -> UpdateAnswer {
        let request = UpdateNodePoolRequest(
            nodePool: nodePool, labels: labels, spec: spec, ifResourceVersion: ifResourceVersion)
        let answer: UpdateNodePoolResponse = try await caller.call(NodePoolMethods.update, request, options: options)
        return answer.answer
    }

    /// Replaces the spec by one that has been read already, and the labels where they are given.
    public func update(
        _ nodePool: ResourceReference, labels: Labels? = nil, spec: JSONDocument, ifResourceVersion: Int64 = 0,
        options: CallOptions = CallOptions()
    ) async throws(RPCError) -> UpdateAnswer {
        try await update(
            nodePool, labels: labels, spec: spec.bytes, ifResourceVersion: ifResourceVersion, options: options)
    }

    /// Marks a node pool for deletion; without required adapters it is gone at once.
    ///
    /// - Parameter ifResourceVersion: the version that the node pool must have; 0 means any.
    public func delete(
        _ nodePool: ResourceReference, ifResourceVersion: Int64 = 0, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> DeleteAnswer {
        let request = DeleteNodePoolRequest(nodePool: nodePool, ifResourceVersion: ifResourceVersion)
        let answer: DeleteNodePoolResponse = try await caller.call(NodePoolMethods.delete, request, options: options)
        return answer.answer
    }
}
