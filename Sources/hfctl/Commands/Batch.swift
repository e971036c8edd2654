internal import HyperFleetClient
internal import HyperFleetModel
internal import RPCCore

/// The same for one or several resources.
///
/// One resource is answered as itself, several as a list. Those that worked are shown even when others failed.
struct Batch {
    private let references: [(text: String, reference: ResourceReference)]
    private let global: GlobalOptions

    init(_ references: [(text: String, reference: ResourceReference)], _ global: GlobalOptions) {
        self.references = references
        self.global = global
    }

    /// Shows the one resource, or all of them, which are had by one call.
    ///
    /// - Throws: `CommandFailure` naming each resource that failed, when there are several.
    func show(
        one: (ResourceReference) async throws(RPCError) -> Resource,
        many: ([ResourceReference]) async throws(RPCError) -> [Result<Resource, RPCError>]
    ) async throws {
        if references.count == 1 {
            return try global.show(ResourceView(resource: try await one(references[0].reference)))
        }
        let results = try await many(references.map(\.reference))
        var views: [any Presentable] = []
        var failures: [CommandFailure.Item] = []
        for ((text, _), result) in zip(references, results) {
            switch result {
            case .success(let resource): views.append(ResourceView(resource: resource))
            case .failure(let error): failures.append(CommandFailure.Item(subject: text, error: error))
            }
        }
        try finish(views, failures)
    }

    /// Calls for one resource after another.
    ///
    /// - Throws: `CommandFailure` naming each resource that failed, when there are several.
    func run(_ call: (ResourceReference) async throws(RPCError) -> any Presentable) async throws {
        if references.count == 1 {
            try global.show(try await call(references[0].reference))
            return
        }
        var views: [any Presentable] = []
        var failures: [CommandFailure.Item] = []
        for (text, reference) in references {
            do throws(RPCError) {
                views.append(try await call(reference))
            } catch {
                failures.append(CommandFailure.Item(subject: text, error: error))
            }
        }
        try finish(views, failures)
    }

    private func finish(_ views: [any Presentable], _ failures: [CommandFailure.Item]) throws {
        if !views.isEmpty { try global.show(ResourceViews(views: views)) }
        if !failures.isEmpty { throw CommandFailure(failures, isPartial: !views.isEmpty) }
    }
}
