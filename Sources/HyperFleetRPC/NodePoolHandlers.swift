internal import HyperFleetModel
internal import HyperFleetProto
internal import HyperFleetService
internal import RPCCore

/// `hyperfleet.v1.NodePoolService`.
struct NodePoolHandlers: Sendable {
    let calls: ServiceCalls

    func register(in router: inout Router) {
        router.register(NodePoolMethods.create, handler: create)
        router.register(NodePoolMethods.get, handler: get)
        router.register(NodePoolMethods.list, handler: list)
        router.register(serverStreaming: NodePoolMethods.stream, handler: stream)
        router.register(NodePoolMethods.getMany, handler: getMany)
        router.register(NodePoolMethods.update, handler: update)
        router.register(NodePoolMethods.delete, handler: delete)
        router.register(NodePoolMethods.forceDelete, handler: forceDelete)
    }

    @Sendable
    private func create(
        _ request: CreateNodePoolRequest, _ context: CallContext
    ) async throws(RPCError) -> CreateNodePoolResponse {
        let answer = try await calls.make(context) { (service) async throws(ServiceError) in
            try await service.create(
                .nodePool, owner: request.cluster, name: request.name, labels: request.labels, spec: request.spec,
                isDryRun: request.isDryRun, caller: context.identity.name, idempotencyKey: context.idempotencyKey)
        }
        return CreateNodePoolResponse(answer: answer)
    }

    @Sendable
    private func get(
        _ request: GetNodePoolRequest, _ context: CallContext
    ) async throws(RPCError) -> GetNodePoolResponse {
        let nodePool = try await calls.make(context) { (service) async throws(ServiceError) in
            try await service.get(.nodePool, request.nodePool)
        }
        return GetNodePoolResponse(nodePool: nodePool)
    }

    @Sendable
    private func list(
        _ request: ListNodePoolsRequest, _ context: CallContext
    ) async throws(RPCError) -> ListNodePoolsResponse {
        let page = try await calls.make(context) { (service) async throws(ServiceError) in
            try await service.list(.nodePool, owner: request.cluster, page: request.page)
        }
        return ListNodePoolsResponse(page: page)
    }

    @Sendable
    private func stream(
        _ request: StreamNodePoolsRequest, _ answers: AnswerWriter<StreamNodePoolsResponse>, _ context: CallContext
    ) async throws(RPCError) {
        try await calls.make(context) { (service) async throws(ServiceError) in
            try await service.stream(
                .nodePool, owner: request.cluster, page: request.page, limits: calls.streamLimits
            ) { (part) async throws(ServiceError) in
                try await calls.send(StreamNodePoolsResponse(part: part), to: answers)
            }
        }
    }

    @Sendable
    private func getMany(
        _ request: GetManyNodePoolsRequest, _ context: CallContext
    ) async throws(RPCError) -> GetManyNodePoolsResponse {
        let results = try await calls.make(context) { (service) async throws(ServiceError) in
            try await service.getMany(.nodePool, request.references)
        }
        return GetManyNodePoolsResponse(
            results: results.map { $0.mapError { calls.answer(to: $0, context) } })
    }

    @Sendable
    private func update(
        _ request: UpdateNodePoolRequest, _ context: CallContext
    ) async throws(RPCError) -> UpdateNodePoolResponse {
        let answer = try await calls.make(context) { (service) async throws(ServiceError) in
            try await service.update(
                .nodePool, request.nodePool, request.update, caller: context.identity.name,
                idempotencyKey: context.idempotencyKey)
        }
        return UpdateNodePoolResponse(answer: answer)
    }

    @Sendable
    private func delete(
        _ request: DeleteNodePoolRequest, _ context: CallContext
    ) async throws(RPCError) -> DeleteNodePoolResponse {
        let answer = try await calls.make(context) { (service) async throws(ServiceError) in
            try await service.delete(
                .nodePool, request.nodePool, preconditions: request.preconditions, isDryRun: request.isDryRun,
                caller: context.identity.name, idempotencyKey: context.idempotencyKey)
        }
        return DeleteNodePoolResponse(answer: answer)
    }

    @Sendable
    private func forceDelete(
        _ request: ForceDeleteNodePoolRequest, _ context: CallContext
    ) async throws(RPCError) -> ForceDeleteNodePoolResponse {
        let answer = try await calls.make(context) { (service) async throws(ServiceError) in
            try await service.forceDelete(
                .nodePool, request.nodePool, reason: request.reason, preconditions: request.preconditions,
                isDryRun: request.isDryRun, caller: context.identity.name, idempotencyKey: context.idempotencyKey)
        }
        return ForceDeleteNodePoolResponse(answer: answer)
    }
}
