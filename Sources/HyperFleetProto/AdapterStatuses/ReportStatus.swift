internal import CHyperFleetProto
package import HyperFleetModel

/// An adapter's report about a resource.
package struct ReportRequest: Sendable {
    package var target: ReportTarget
    /// The `lastTransitionTime` of its conditions is not sent, and reads as the epoch.
    package var report: Report

    package init(target: ReportTarget, report: Report) {
        self.target = target
        self.report = report
    }
}

extension ReportRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ReportRequest>, _ reader: inout MessageReader
    ) -> Self? {
        let report = Report(
            adapter: reader.text(form.pointee.adapter),
            observedGeneration: reader.count(form.pointee.observed_generation, "observed_generation"),
            observedTime: reader.optionalTimestamp(form.pointee.observed_time, "observed_time"),
            conditions: reader.list(form.pointee.conditions, form.pointee.n_conditions, "conditions") {
                $0.reportedCondition($1)
            },
            data: reader.bytes(form.pointee.data),
            preconditions: reader.preconditions(form.pointee.preconditions))
        guard let target = reader.reportTarget(form.pointee.target, "target") else { return nil }
        return Self(target: target, report: report)
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ReportRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.target = try writer.reportTarget(target)
        form.pointee.adapter = try writer.text(report.adapter, "adapter")
        form.pointee.observed_generation = report.observedGeneration
        if let observedTime = report.observedTime {
            form.pointee.observed_time = try writer.timestamp(observedTime, "observed_time")
        }
        form.pointee.conditions = try writer.list(report.conditions) { form, condition throws(EncodingFault) in
            try writer.fill(form, with: condition)
        }
        form.pointee.n_conditions = report.conditions.count
        form.pointee.data = try writer.bytes(report.data)
        form.pointee.preconditions = try writer.preconditions(report.preconditions)
    }
}

/// What became of a report.
package struct ReportResponse: Sendable {
    package var answer: ReportAnswer

    package init(answer: ReportAnswer) {
        self.answer = answer
    }
}

extension ReportResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ReportResponse>, _ reader: inout MessageReader
    ) -> Self? {
        Self(
            answer: ReportAnswer(
                outcome: reader.reportOutcome(form.pointee.outcome),
                status: form.pointee.status.map { status in reader.inside("status") { $0.adapterStatus(status) } },
                resourceID: reader.id(form.pointee.resource_id, "resource_id"),
                generation: reader.count(form.pointee.generation, "generation"),
                resourceVersion: reader.count(form.pointee.resource_version, "resource_version"),
                conditions: reader.list(form.pointee.conditions, form.pointee.n_conditions, "conditions") {
                    $0.condition($1)
                }))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ReportResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.outcome = answer.outcome.form
        if let status = answer.status {
            let statusForm = try writer.new(Hyperfleet__V1__AdapterStatus.self)
            try writer.fill(statusForm, with: status)
            form.pointee.status = statusForm
        }
        form.pointee.resource_id = try writer.id(answer.resourceID)
        form.pointee.generation = answer.generation
        form.pointee.resource_version = answer.resourceVersion
        form.pointee.conditions = try writer.conditions(answer.conditions)
        form.pointee.n_conditions = answer.conditions.count
    }
}
