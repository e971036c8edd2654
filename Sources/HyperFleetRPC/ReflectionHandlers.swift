internal import HyperFleetModel
internal import HyperFleetProto
internal import RPCCore

/// `hyperfleet.v1.ReflectionService`: what this server serves, and nothing else.
struct ReflectionHandlers: Sendable {
    static let service = ReflectionMethods.service

    /// The files of what is served; what they define beside it is left out of the answers.
    private let pool: DescriptorPool
    private let served: Set<String>
    private let services: [ServedService]

    /// - Parameter methods: everything else that is served.
    init(methods: [MethodDescriptor]) {
        let all = methods + ReflectionMethods.all
        let served = Set(all.map(\.path))
        let pool = DescriptorPool.embedded.limited(toServices: Set(all.map(\.service)))
        self.pool = pool
        self.served = served
        services = pool.allServices.compactMap { Self.service($0, served: served) }
    }

    func register(in router: inout Router) {
        router.register(ReflectionMethods.listServices, handler: listServices)
        router.register(ReflectionMethods.getDescriptors, handler: getDescriptors)
    }

    @Sendable
    private func listServices(
        _ request: ListServicesRequest, _ context: CallContext
    ) async throws(RPCError) -> ListServicesResponse {
        ListServicesResponse(services: services)
    }

    @Sendable
    private func getDescriptors(
        _ request: GetDescriptorsRequest, _ context: CallContext
    ) async throws(RPCError) -> GetDescriptorsResponse {
        if request.symbol.isEmpty { return GetDescriptorsResponse(fileDescriptorSet: pool.files.descriptorSet) }
        guard isServed(request.symbol), let files = pool.files(defining: request.symbol) else {
            throw notFound(request.symbol)
        }
        return GetDescriptorsResponse(fileDescriptorSet: files.descriptorSet)
    }

    /// Services and methods must be served; types need only stand in a file of what is.
    private func isServed(_ symbol: String) -> Bool {
        if let (service, method) = pool.methodName(symbol) {
            return served.contains("\(service.fullName)/\(method.name)")
        }
        return pool.service(symbol) == nil || services.contains { $0.name == symbol }
    }

    private func notFound(_ symbol: String) -> RPCError {
        let near = pool.near(symbol)
        let hint =
            near.isEmpty
            ? "The services are \(services.map(\.name).joined(separator: ", "))."
            : "Near are \(near.joined(separator: ", "))."
        return RPCError(
            .notFound, reason: ErrorReason.resourceNotFound.rawValue,
            message: "Nothing here is called '\(ViolationValue.shown(symbol))'. \(hint)", processed: .no)
    }

    /// A service with those of its methods that are served; nil where none is.
    private static func service(_ service: ProtoService, served: Set<String>) -> ServedService? {
        let methods = service.methods.filter { served.contains("\(service.fullName)/\($0.name)") }
        guard !methods.isEmpty else { return nil }
        return ServedService(
            name: service.fullName, comment: service.comment,
            methods: methods.map { method in
                ServedMethod(
                    name: method.name, kind: method.kind, request: method.request, answer: method.answer,
                    isIdempotent: method.isIdempotent, comment: method.comment)
            })
    }
}
