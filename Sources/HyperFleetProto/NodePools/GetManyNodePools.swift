internal import CHyperFleetProto
package import HyperFleetModel
package import RPCCore

/// Asks for many node pools.
package struct GetManyNodePoolsRequest: Sendable {
    package var references: [ResourceReference]

    package init(references: [ResourceReference]) {
        self.references = references
    }
}

extension GetManyNodePoolsRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetManyNodePoolsRequest>, _ reader: inout MessageReader
    ) -> Self? {
        Self(
            references: reader.list(form.pointee.node_pools, form.pointee.n_node_pools, "node_pools") { reader, form in
                // A name without its cluster is one item's mistake, and is told with its result.
                guard let name = form.pointee.name, name.pointee.cluster == nil,
                    form.pointee.target_case == HYPERFLEET__V1__NODE_POOL_REFERENCE__TARGET_NAME
                else { return reader.nodePoolReference(form) }
                return .name(reader.text(name.pointee.name), owner: nil)
            })
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetManyNodePoolsRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.node_pools = try writer.list(references) { form, reference throws(EncodingFault) in
            try writer.fill(form, with: reference)
        }
        form.pointee.n_node_pools = references.count
    }
}

/// What was found of many node pools: one result for each reference, in their order, as far as a page's bytes go.
package struct GetManyNodePoolsResponse: Sendable {
    package var results: [Result<Resource, RPCError>]

    package init(results: [Result<Resource, RPCError>]) {
        self.results = results
    }
}

extension GetManyNodePoolsResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetManyNodePoolsResponse>, _ reader: inout MessageReader
    ) -> Self? {
        Self(
            results: reader.list(form.pointee.results, form.pointee.n_results, "results") { reader, form in
                result(form, &reader)
            })
    }

    private static func result(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__NodePoolResult>, _ reader: inout MessageReader
    ) -> Result<Resource, RPCError>? {
        switch form.pointee.result_case {
        case HYPERFLEET__V1__NODE_POOL_RESULT__RESULT_NODE_POOL:
            return reader.resource(form.pointee.node_pool, "node_pool", kind: .nodePool).map { .success($0) }
        case HYPERFLEET__V1__NODE_POOL_RESULT__RESULT_ERROR:
            return form.pointee.error.map { .failure(reader.itemError($0)) }
        default:
            return reader.missing("result")
        }
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetManyNodePoolsResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.results = try writer.list(results) { form, result throws(EncodingFault) in
            switch result {
            case .success(let resource):
                form.pointee.result_case = HYPERFLEET__V1__NODE_POOL_RESULT__RESULT_NODE_POOL
                form.pointee.node_pool = try writer.resource(resource, kind: .nodePool)
            case .failure(let error):
                form.pointee.result_case = HYPERFLEET__V1__NODE_POOL_RESULT__RESULT_ERROR
                form.pointee.error = try writer.itemError(error)
            }
        }
        form.pointee.n_results = results.count
    }
}
