internal import HyperFleetModel

/// Many reports, put together by the resource that they are about.
struct ReportBatch: Sendable {
    /// The reports about one resource, in their order.
    struct Group: Sendable {
        var kind: ResourceKind
        var id: ResourceID
        var reports: [CheckedReport]
        /// Where each stands among all reports.
        var places: [Int]
    }

    /// In the order of their first reports.
    private(set) var groups: [Group] = []
    /// What became of each report.
    var results: [Result<ReportAnswer, ServiceError>]
    private var groupOf: [Subject: Int] = [:]

    private struct Subject: Hashable {
        var kind: ResourceKind
        var id: ResourceID
    }

    init(count: Int) {
        results = Array(
            repeating: .failure(ServiceError(.internalError, "The report was not looked at.")), count: count)
    }

    /// Notes that the report at `place` is refused before anything is read.
    mutating func refuse(_ place: Int, _ error: ServiceError) {
        results[place] = .failure(error)
    }

    /// Adds a report to those about the same resource.
    mutating func add(_ report: CheckedReport, at place: Int, on id: ResourceID, kind: ResourceKind) {
        let subject = Subject(kind: kind, id: id)
        if let index = groupOf[subject] {
            groups[index].reports.append(report)
            groups[index].places.append(place)
        } else {
            groupOf[subject] = groups.count
            groups.append(Group(kind: kind, id: id, reports: [report], places: [place]))
        }
    }
}
