package import HyperFleetModel

extension FleetService {
    /// The most reports of one call.
    package static let maximumReports = 1_000
    /// How many resources' reports of one call are stored side by side.
    private static let reportWidth = 8

    /// Takes many reports as one call each would; those about one resource are stored in their order in one
    /// transaction, and a bad one harms no other.
    ///
    /// - Parameter items: 1 to 1,000.
    /// - Returns: One result per report, in their order.
    /// - Throws: `validation` for none or too many.
    package func reportMany(
        _ items: [(target: ReportTarget, report: Report)]
    ) async throws(ServiceError) -> [Result<ReportAnswer, ServiceError>] {
        guard (1...Self.maximumReports).contains(items.count) else {
            throw .invalid([
                Violation(
                    field: "reports", rule: "items",
                    message: "must be 1 to \(Self.maximumReports), not \(items.count)")
            ])
        }
        let settings = settings
        var batch = ReportBatch(count: items.count)
        var found: [ReportTarget: Result<ResourceID, ServiceError>] = [:]
        for (place, item) in items.enumerated() {
            do throws(ServiceError) {
                let checked = try ReportRules.check(
                    item.report, requiredAdapters: settings.requiredAdapters(of: item.target.kind))
                let id = try await resolve(item.target, remembering: &found)
                batch.add(checked, at: place, on: id, kind: item.target.kind)
            } catch {
                batch.refuse(place, error)
            }
        }
        return await store(batch, settings: settings)
    }

    /// Looks a name up once for all reports that give it.
    private func resolve(
        _ target: ReportTarget, remembering found: inout [ReportTarget: Result<ResourceID, ServiceError>]
    ) async throws(ServiceError) -> ResourceID {
        if case .id(let id) = target.reference { return id }
        if let known = found[target] { return try known.get() }
        do throws(ServiceError) {
            let id = try await resolve(target.kind, target.reference)
            found[target] = .success(id)
            return id
        } catch {
            found[target] = .failure(error)
            throw error
        }
    }

    private func store(
        _ batch: ReportBatch, settings: KindSettings
    ) async -> [Result<ReportAnswer, ServiceError>] {
        var batch = batch
        var waiting = batch.groups[...]
        await withTaskGroup(of: (ReportBatch.Group, [Result<ReportAnswer, ServiceError>]).self) { running in
            func startNext() {
                guard let group = waiting.popFirst() else { return }
                running.addTask { (group, await self.take(group, settings: settings)) }
            }
            for _ in 0..<Self.reportWidth { startNext() }
            for await (group, results) in running {
                for (place, result) in zip(group.places, results) { batch.results[place] = result }
                startNext()
            }
        }
        return batch.results
    }

    /// The results of one resource's reports; what keeps all of them from being decided is each one's error.
    private func take(
        _ group: ReportBatch.Group, settings: KindSettings
    ) async -> [Result<ReportAnswer, ServiceError>] {
        do throws(ServiceError) {
            return try await take(group.reports, on: group.id, kind: group.kind, settings: settings)
        } catch {
            return group.reports.map { _ in .failure(error) }
        }
    }
}
