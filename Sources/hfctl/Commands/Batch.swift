internal import HyperFleetClient
internal import HyperFleetModel
internal import RPCCore

/// The same call for one or several resources, one after another.
///
/// One resource is answered as itself, several as a list. Those that worked are shown even when others failed.
struct Batch {
    private let references: [(text: String, reference: ResourceReference)]
    private let global: GlobalOptions

    init(_ references: [(text: String, reference: ResourceReference)], _ global: GlobalOptions) {
        self.references = references
        self.global = global
    }

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
        if !views.isEmpty { try global.show(ResourceViews(views: views)) }
        if !failures.isEmpty { throw CommandFailure(failures, isPartial: !views.isEmpty) }
    }
}
