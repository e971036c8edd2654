internal import CHyperFleetProto
internal import HyperFleetModel
internal import JSONModel

extension MessageWriter {
    /// Fills an empty form with a stored report.
    func fill(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__AdapterStatus>, with status: AdapterStatus
    ) throws(EncodingFault) {
        form.pointee.adapter = try text(status.adapter, "adapter")
        form.pointee.observed_generation = status.observedGeneration
        form.pointee.conditions = try list(status.conditions) { form, condition throws(EncodingFault) in
            try fill(form, with: condition)
            form.pointee.last_transition_time = try timestamp(condition.lastTransitionTime, "last_transition_time")
        }
        form.pointee.n_conditions = status.conditions.count
        form.pointee.data = try bytes(status.data.bytes)
        form.pointee.created_time = try timestamp(status.createdTime, "created_time")
        form.pointee.last_report_time = try timestamp(status.lastReportTime, "last_report_time")
    }

    /// Fills an empty form with a condition, all but its transition time, which only the server tells.
    func fill(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__AdapterCondition>, with condition: AdapterCondition
    ) throws(EncodingFault) {
        form.pointee.type = try text(condition.type, "a condition's type")
        form.pointee.status = condition.status.form
        form.pointee.reason = try text(condition.reason, "a condition's reason")
        form.pointee.message = try text(condition.message, "a condition's message")
    }
}
