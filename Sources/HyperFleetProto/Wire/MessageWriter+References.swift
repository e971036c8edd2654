internal import CHyperFleetProto
internal import HyperFleetModel

extension MessageWriter {
    /// Points at a cluster.
    func clusterReference(
        _ reference: ResourceReference
    ) throws(EncodingFault) -> UnsafeMutablePointer<Hyperfleet__V1__ClusterReference> {
        let form = try new(Hyperfleet__V1__ClusterReference.self)
        try fill(form, with: reference)
        return form
    }

    /// Fills an empty form with a reference to a cluster.
    func fill(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ClusterReference>, with reference: ResourceReference
    ) throws(EncodingFault) {
        switch reference {
        case .id(let id):
            form.pointee.target_case = HYPERFLEET__V1__CLUSTER_REFERENCE__TARGET_ID
            form.pointee.id = try self.id(id)
        case .name(let name, owner: nil):
            form.pointee.target_case = HYPERFLEET__V1__CLUSTER_REFERENCE__TARGET_NAME
            form.pointee.name = try text(name, "a cluster's name")
        case .name(_, owner: _?):
            throw EncodingFault(message: "a cluster is pointed at within an owner, and clusters have none")
        }
    }

    /// Points at a node pool. A name without its cluster is written as such: the server refuses it by field.
    func nodePoolReference(
        _ reference: ResourceReference
    ) throws(EncodingFault) -> UnsafeMutablePointer<Hyperfleet__V1__NodePoolReference> {
        let form = try new(Hyperfleet__V1__NodePoolReference.self)
        try fill(form, with: reference)
        return form
    }

    /// Fills an empty form with a reference to a node pool.
    func fill(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__NodePoolReference>, with reference: ResourceReference
    ) throws(EncodingFault) {
        switch reference {
        case .id(let id):
            form.pointee.target_case = HYPERFLEET__V1__NODE_POOL_REFERENCE__TARGET_ID
            form.pointee.id = try self.id(id)
        case .name(let name, let owner):
            let target = try new(Hyperfleet__V1__NodePoolName.self)
            target.pointee.name = try text(name, "a node pool's name")
            if let owner { target.pointee.cluster = try clusterReference(owner) }
            form.pointee.target_case = HYPERFLEET__V1__NODE_POOL_REFERENCE__TARGET_NAME
            form.pointee.name = target
        }
    }

    /// The resource that a report is about.
    func reportTarget(
        _ target: ReportTarget
    ) throws(EncodingFault) -> UnsafeMutablePointer<Hyperfleet__V1__ReportTarget> {
        let form = try new(Hyperfleet__V1__ReportTarget.self)
        switch target.kind {
        case .cluster:
            form.pointee.resource_case = HYPERFLEET__V1__REPORT_TARGET__RESOURCE_CLUSTER
            form.pointee.cluster = try clusterReference(target.reference)
        case .nodePool:
            form.pointee.resource_case = HYPERFLEET__V1__REPORT_TARGET__RESOURCE_NODE_POOL
            form.pointee.node_pool = try nodePoolReference(target.reference)
        }
        return form
    }
}
