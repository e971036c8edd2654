internal import CHyperFleetProto
package import HyperFleetModel
package import RPCCore

/// Asks for many clusters.
package struct GetManyClustersRequest: Sendable {
    package var references: [ResourceReference]

    package init(references: [ResourceReference]) {
        self.references = references
    }
}

extension GetManyClustersRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetManyClustersRequest>, _ reader: inout MessageReader
    ) -> Self? {
        Self(
            references: reader.list(form.pointee.clusters, form.pointee.n_clusters, "clusters") { reader, form in
                reader.clusterReference(form)
            })
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetManyClustersRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.clusters = try writer.list(references) { form, reference throws(EncodingFault) in
            try writer.fill(form, with: reference)
        }
        form.pointee.n_clusters = references.count
    }
}

/// What was found of many clusters: one result for each reference, in their order, as far as a page's bytes go.
package struct GetManyClustersResponse: Sendable {
    package var results: [Result<Resource, RPCError>]

    package init(results: [Result<Resource, RPCError>]) {
        self.results = results
    }
}

extension GetManyClustersResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetManyClustersResponse>, _ reader: inout MessageReader
    ) -> Self? {
        Self(
            results: reader.list(form.pointee.results, form.pointee.n_results, "results") { reader, form in
                result(form, &reader)
            })
    }

    private static func result(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ClusterResult>, _ reader: inout MessageReader
    ) -> Result<Resource, RPCError>? {
        switch form.pointee.result_case {
        case HYPERFLEET__V1__CLUSTER_RESULT__RESULT_CLUSTER:
            return reader.resource(form.pointee.cluster, "cluster", kind: .cluster).map { .success($0) }
        case HYPERFLEET__V1__CLUSTER_RESULT__RESULT_ERROR:
            return form.pointee.error.map { .failure(reader.itemError($0)) }
        default:
            return reader.missing("result")
        }
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetManyClustersResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.results = try writer.list(results) { form, result throws(EncodingFault) in
            switch result {
            case .success(let resource):
                form.pointee.result_case = HYPERFLEET__V1__CLUSTER_RESULT__RESULT_CLUSTER
                form.pointee.cluster = try writer.resource(resource, kind: .cluster)
            case .failure(let error):
                form.pointee.result_case = HYPERFLEET__V1__CLUSTER_RESULT__RESULT_ERROR
                form.pointee.error = try writer.itemError(error)
            }
        }
        form.pointee.n_results = results.count
    }
}
