internal import HyperFleetModel
internal import HyperFleetProto
internal import HyperFleetService
internal import RPCCore

/// `hyperfleet.v1.ClusterService`.
struct ClusterHandlers: Sendable {
    let calls: ServiceCalls

    func register(in router: inout Router) {
        router.register(ClusterMethods.create, handler: create)
        router.register(ClusterMethods.get, handler: get)
        router.register(ClusterMethods.list, handler: list)
        router.register(serverStreaming: ClusterMethods.stream, handler: stream)
        router.register(ClusterMethods.getMany, handler: getMany)
        router.register(ClusterMethods.getTree, handler: getTree)
        router.register(ClusterMethods.update, handler: update)
        router.register(ClusterMethods.delete, handler: delete)
        router.register(ClusterMethods.forceDelete, handler: forceDelete)
    }

    @Sendable
    private func create(
        _ request: CreateClusterRequest, _ context: CallContext
    ) async throws(RPCError) -> CreateClusterResponse {
        let answer = try await calls.make(context) { (service) async throws(ServiceError) in
            try await service.create(
                .cluster, owner: nil, name: request.name, labels: request.labels, spec: request.spec,
                isDryRun: request.isDryRun, caller: context.identity.name, idempotencyKey: context.idempotencyKey)
        }
        return CreateClusterResponse(answer: answer)
    }

    @Sendable
    private func get(
        _ request: GetClusterRequest, _ context: CallContext
    ) async throws(RPCError) -> GetClusterResponse {
        let cluster = try await calls.make(context) { (service) async throws(ServiceError) in
            try await service.get(.cluster, request.cluster)
        }
        return GetClusterResponse(cluster: cluster)
    }

    @Sendable
    private func list(
        _ request: ListClustersRequest, _ context: CallContext
    ) async throws(RPCError) -> ListClustersResponse {
        let page = try await calls.make(context) { (service) async throws(ServiceError) in
            try await service.list(.cluster, owner: nil, page: request.page)
        }
        return ListClustersResponse(page: page)
    }

    @Sendable
    private func stream(
        _ request: StreamClustersRequest, _ answers: AnswerWriter<StreamClustersResponse>, _ context: CallContext
    ) async throws(RPCError) {
        try await calls.make(context) { (service) async throws(ServiceError) in
            try await service.stream(
                .cluster, owner: nil, page: request.page, limits: calls.streamLimits
            ) { (part) async throws(ServiceError) in
                try await calls.send(StreamClustersResponse(part: part), to: answers)
            }
        }
    }

    @Sendable
    private func getMany(
        _ request: GetManyClustersRequest, _ context: CallContext
    ) async throws(RPCError) -> GetManyClustersResponse {
        let results = try await calls.make(context) { (service) async throws(ServiceError) in
            try await service.getMany(.cluster, request.references)
        }
        return GetManyClustersResponse(
            results: results.map { $0.mapError { calls.answer(to: $0, context) } })
    }

    @Sendable
    private func getTree(
        _ request: GetClusterTreeRequest, _ context: CallContext
    ) async throws(RPCError) -> GetClusterTreeResponse {
        let tree = try await calls.make(context) { (service) async throws(ServiceError) in
            try await service.tree(request.cluster, pageSize: request.pageSize, pageToken: request.pageToken)
        }
        return GetClusterTreeResponse(tree: tree)
    }

    @Sendable
    private func update(
        _ request: UpdateClusterRequest, _ context: CallContext
    ) async throws(RPCError) -> UpdateClusterResponse {
        let answer = try await calls.make(context) { (service) async throws(ServiceError) in
            try await service.update(
                .cluster, request.cluster, request.update, caller: context.identity.name,
                idempotencyKey: context.idempotencyKey)
        }
        return UpdateClusterResponse(answer: answer)
    }

    @Sendable
    private func delete(
        _ request: DeleteClusterRequest, _ context: CallContext
    ) async throws(RPCError) -> DeleteClusterResponse {
        let answer = try await calls.make(context) { (service) async throws(ServiceError) in
            try await service.delete(
                .cluster, request.cluster, preconditions: request.preconditions, isDryRun: request.isDryRun,
                caller: context.identity.name, idempotencyKey: context.idempotencyKey)
        }
        return DeleteClusterResponse(answer: answer)
    }

    @Sendable
    private func forceDelete(
        _ request: ForceDeleteClusterRequest, _ context: CallContext
    ) async throws(RPCError) -> ForceDeleteClusterResponse {
        let answer = try await calls.make(context) { (service) async throws(ServiceError) in
            try await service.forceDelete(
                .cluster, request.cluster, reason: request.reason, preconditions: request.preconditions,
                isDryRun: request.isDryRun, caller: context.identity.name, idempotencyKey: context.idempotencyKey)
        }
        return ForceDeleteClusterResponse(answer: answer)
    }
}
