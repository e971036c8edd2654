internal import CHyperFleetProto
internal import HyperFleetModel

extension MessageReader {
    /// Points at a cluster; nil with a violation where nothing is pointed at.
    mutating func clusterReference(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ClusterReference>?, _ field: StaticString
    ) -> ResourceReference? {
        guard let form, form.pointee.target_case != HYPERFLEET__V1__CLUSTER_REFERENCE__TARGET__NOT_SET else {
            return missing(field)
        }
        return inside(field) { $0.clusterReference(form) }
    }

    /// As `clusterReference(_:_:)`, of an element of a list.
    mutating func clusterReference(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ClusterReference>
    ) -> ResourceReference? {
        switch form.pointee.target_case {
        case HYPERFLEET__V1__CLUSTER_REFERENCE__TARGET_ID: .id(id(form.pointee.id, "id"))
        case HYPERFLEET__V1__CLUSTER_REFERENCE__TARGET_NAME: .name(referenceName(form.pointee.name), owner: nil)
        default: missing("")
        }
    }

    /// Points at a node pool; nil with a violation where nothing is pointed at.
    mutating func nodePoolReference(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__NodePoolReference>?, _ field: StaticString
    ) -> ResourceReference? {
        guard let form, form.pointee.target_case != HYPERFLEET__V1__NODE_POOL_REFERENCE__TARGET__NOT_SET else {
            return missing(field)
        }
        return inside(field) { $0.nodePoolReference(form) }
    }

    /// As `nodePoolReference(_:_:)`, of an element of a list.
    mutating func nodePoolReference(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__NodePoolReference>
    ) -> ResourceReference? {
        switch form.pointee.target_case {
        case HYPERFLEET__V1__NODE_POOL_REFERENCE__TARGET_ID:
            return .id(id(form.pointee.id, "id"))
        case HYPERFLEET__V1__NODE_POOL_REFERENCE__TARGET_NAME:
            guard let target = form.pointee.name else { return missing("") }
            return inside("name") { reader in
                let name = reader.referenceName(target.pointee.name)
                let cluster = reader.clusterReference(target.pointee.cluster, "cluster")
                return cluster.map { .name(name, owner: $0) }
            }
        default:
            return missing("")
        }
    }

    /// The resource that a report is about; nil with a violation where there is none.
    mutating func reportTarget(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ReportTarget>?, _ field: StaticString
    ) -> ReportTarget? {
        guard let form else { return missing(field) }
        switch form.pointee.resource_case {
        case HYPERFLEET__V1__REPORT_TARGET__RESOURCE_CLUSTER:
            let reference = inside(field) { $0.clusterReference(form.pointee.cluster, "cluster") }
            return reference.map { ReportTarget(kind: .cluster, reference: $0) }
        case HYPERFLEET__V1__REPORT_TARGET__RESOURCE_NODE_POOL:
            let reference = inside(field) { $0.nodePoolReference(form.pointee.node_pool, "node_pool") }
            return reference.map { ReportTarget(kind: .nodePool, reference: $0) }
        default:
            return missing(field)
        }
    }

    /// Notes that `field` is missing.
    mutating func missing<Value>(_ field: StaticString) -> Value? {
        refuse("\(field)", rule: "required", message: "is required")
        return nil
    }

    private mutating func referenceName(_ text: UnsafeMutablePointer<CChar>?) -> String {
        let name = self.text(text)
        for violation in ResourceName.referenceViolations(of: name) {
            refuse(violation.field, rule: violation.rule, message: violation.message, value: violation.value)
        }
        return name
    }
}
