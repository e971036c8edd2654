internal import CHyperFleetProto
internal import HyperFleetModel
internal import JSONModel

extension MessageReader {
    /// A stored report; empty `data` means `{}`.
    mutating func adapterStatus(_ form: UnsafeMutablePointer<Hyperfleet__V1__AdapterStatus>) -> AdapterStatus {
        let conditions = list(form.pointee.conditions, form.pointee.n_conditions, "conditions") { reader, condition in
            reader.storedCondition(condition)
        }
        return AdapterStatus(
            adapter: text(form.pointee.adapter),
            observedGeneration: count(form.pointee.observed_generation, "observed_generation"),
            conditions: conditions,
            data: form.pointee.data.len == 0 ? .emptyObject : JSONDocument(trusted: bytes(form.pointee.data)),
            createdTime: timestamp(form.pointee.created_time, "created_time"),
            lastReportTime: timestamp(form.pointee.last_report_time, "last_report_time"))
    }

    /// A condition as an adapter reports it: its transition time is the server's to know, so it is not looked at.
    mutating func reportedCondition(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__AdapterCondition>
    ) -> AdapterCondition {
        adapterCondition(form, lastTransitionTime: Timestamp(microseconds: 0))
    }

    private mutating func storedCondition(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__AdapterCondition>
    ) -> AdapterCondition {
        adapterCondition(
            form, lastTransitionTime: timestamp(form.pointee.last_transition_time, "last_transition_time"))
    }

    private mutating func adapterCondition(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__AdapterCondition>, lastTransitionTime: Timestamp
    ) -> AdapterCondition {
        AdapterCondition(
            type: text(form.pointee.type),
            status: conditionStatus(form.pointee.status) ?? .unknown,
            reason: text(form.pointee.reason),
            message: text(form.pointee.message),
            lastTransitionTime: lastTransitionTime)
    }
}
