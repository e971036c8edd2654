import HyperFleetModel
import HyperFleetProto
import JSONModel
import RPCCore

/// Random values of the model, as wild as the messages allow: empty texts, edges of numbers, every case.
extension SeededGenerator {
    mutating func text(_ lengths: ClosedRange<Int> = 0...40) -> String {
        let alphabet: [Unicode.Scalar] = [
            "a", "Z", "0", "-", ".", "/", " ", "\n", "\u{1}", "ä", "漢", "🚀", "\u{10FFFF}",
        ]
        var text = ""
        for _ in 0..<Int.random(in: lengths, using: &self) {
            text.unicodeScalars.append(alphabet[Int.random(in: 0..<alphabet.count, using: &self)])
        }
        return text
    }

    mutating func bytes(_ lengths: ClosedRange<Int> = 0...300) -> [UInt8] {
        (0..<Int.random(in: lengths, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    mutating func flag() -> Bool { Bool.random(using: &self) }

    mutating func maybe<Value>(_ make: (inout SeededGenerator) -> Value) -> Value? {
        flag() ? make(&self) : nil
    }

    mutating func list<Value>(_ most: Int, _ make: (inout SeededGenerator) -> Value) -> [Value] {
        (0..<Int.random(in: 0...most, using: &self)).map { _ in make(&self) }
    }

    mutating func count() -> Int64 {
        let edges: [Int64] = [0, 1, 127, 128, Int64(Int32.max), Int64.max]
        return flag() ? edges[Int.random(in: 0..<edges.count, using: &self)] : Int64.random(in: 0...1_000, using: &self)
    }

    mutating func id() -> ResourceID { ResourceID(high: next(), low: next()) }

    mutating func timestamp() -> Timestamp {
        let edges: [Int64] = [0, -1, 1, -62_135_596_800_000_000, 253_402_300_799_999_999]
        guard flag() else { return Timestamp(microseconds: edges[Int.random(in: 0..<edges.count, using: &self)]) }
        return Timestamp(microseconds: Int64.random(in: -2_000_000_000_000_000...4_000_000_000_000_000, using: &self))
    }

    mutating func labels() -> Labels {
        var entries: [String: String] = [:]
        for _ in 0..<Int.random(in: 0...6, using: &self) { entries[text(1...20)] = text() }
        return Labels(entries)
    }

    mutating func name() -> String { "n" + text(0...30) }

    mutating func cluster() -> ResourceReference { flag() ? .id(id()) : .name(name(), owner: nil) }

    mutating func nodePool() -> ResourceReference { flag() ? .id(id()) : .name(name(), owner: cluster()) }

    mutating func target() -> ReportTarget {
        flag()
            ? ReportTarget(kind: .cluster, reference: cluster()) : ReportTarget(kind: .nodePool, reference: nodePool())
    }

    mutating func condition() -> Condition {
        Condition(
            type: text(), status: flag(), reason: text(), message: text(), observedGeneration: count(),
            createdTime: timestamp(), lastUpdatedTime: timestamp(), lastTransitionTime: timestamp())
    }

    mutating func adapterCondition(isStored: Bool) -> AdapterCondition {
        AdapterCondition(
            type: text(), status: AdapterCondition.Status.allCases[Int.random(in: 0..<3, using: &self)], reason: text(),
            message: text(), lastTransitionTime: isStored ? timestamp() : Timestamp(microseconds: 0))
    }

    mutating func adapterStatus() -> AdapterStatus {
        AdapterStatus(
            adapter: text(), observedGeneration: count(), conditions: list(4) { $0.adapterCondition(isStored: true) },
            data: JSONDocument(trusted: bytes(1...100)), createdTime: timestamp(), lastReportTime: timestamp())
    }

    mutating func resource(_ kind: ResourceKind) -> Resource {
        Resource(
            id: id(), kind: kind, name: text(), owner: kind == .nodePool ? id() : nil, labels: labels(),
            spec: JSONDocument(trusted: bytes()), generation: count(), generationTime: timestamp(),
            resourceVersion: count(), conditions: list(4) { $0.condition() }, createdTime: timestamp(),
            createdBy: text(), updatedTime: timestamp(), updatedBy: text(), deletedTime: maybe { $0.timestamp() },
            deletedBy: maybe { $0.text(1...20) })
    }

    mutating func pageRequest() -> PageRequest {
        PageRequest(
            size: Int.random(in: 0...Int(Int32.max), using: &self), token: text(),
            number: Int.random(in: 0...Int(Int32.max), using: &self), wantsTotal: flag(), showDeleted: flag(),
            search: text(), selector: text(), order: text(), fields: list(3) { $0.text() },
            wantsPlan: flag())
    }

    mutating func page(_ kind: ResourceKind) -> ResourcePage {
        ResourcePage(
            resources: list(3) { $0.resource(kind) }, nextPageToken: text(), total: maybe { $0.count() },
            isPartial: flag(), plan: text())
    }

    mutating func report() -> Report {
        Report(
            adapter: text(), observedGeneration: count(), observedTime: maybe { $0.timestamp() },
            conditions: list(4) { $0.adapterCondition(isStored: false) }, data: bytes(),
            preconditions: preconditions())
    }

    mutating func reportAnswer() -> ReportAnswer {
        let outcomes = ReportOutcome.allCases
        return ReportAnswer(
            outcome: outcomes[Int.random(in: 0..<outcomes.count, using: &self)], status: maybe { $0.adapterStatus() },
            resourceID: id(), generation: count(), resourceVersion: count(), conditions: list(3) { $0.condition() })
    }

    mutating func preconditions() -> Preconditions {
        Preconditions(ifResourceVersion: count(), ifGeneration: count())
    }

    mutating func update() -> ResourceUpdate {
        let labels: LabelChange? = maybe { random in
            random.flag()
                ? .replace(random.labels()) : .edit(set: random.labels(), unset: random.list(3) { $0.text() })
        }
        let spec: SpecChange? = maybe { $0.flag() ? .replace($0.bytes()) : .merge($0.bytes()) }
        return ResourceUpdate(labels: labels, spec: spec, preconditions: preconditions(), isDryRun: flag())
    }

    mutating func replay() -> Replay {
        Replay(id: id(), generation: count(), resourceVersion: count(), recordedTime: timestamp())
    }

    /// Without a resource only where the call was repeated.
    mutating func deleteAnswer(_ kind: ResourceKind) -> DeleteAnswer {
        let replay = maybe { $0.replay() }
        return DeleteAnswer(
            resource: replay != nil && flag() ? nil : resource(kind), outcome: flag() ? .marked : .removed,
            replay: replay)
    }

    mutating func forceDeletion() -> ForceDeletion {
        ForceDeletion(
            auditID: id(),
            removed: list(3) { random in
                RemovedResource(
                    kind: random.flag() ? .cluster : .nodePool, id: random.id(), name: random.text(),
                    generation: random.count(), adapters: random.list(3) { $0.text() })
            })
    }

    mutating func reportResult() -> Result<AcceptedReport, RPCError> {
        if flag() { return .success(AcceptedReport(reportAnswer())) }
        let code = StatusCode(rawValue: UInt8.random(in: 1...16, using: &self)) ?? .unknown
        return .failure(
            RPCError(
                code, reason: text(), message: text(),
                violations: list(3) { random in
                    FieldViolation(
                        field: random.text(), rule: random.text(), message: random.text(),
                        value: random.maybe { $0.text(1...20) })
                },
                details: labels().entries))
    }

    mutating func servedService() -> ServedService {
        ServedService(
            name: text(), comment: text(),
            methods: list(3) { random in
                ServedMethod(
                    name: random.text(), kind: MethodDescriptor.Kind.allCases[Int.random(in: 0..<4, using: &random)],
                    request: random.text(), answer: random.text(), isIdempotent: random.flag(), comment: random.text())
            })
    }

    mutating func serverStatus() -> ServerStatus {
        var status = ServerStatus(version: text(), startTime: timestamp(), uptimeMilliseconds: count())
        status.connections.open = count()
        status.connections.accepted = count()
        status.connections.refused = count()
        status.connections.tlsFailed = count()
        status.connections.acceptsFailed = count()
        status.calls.started = count()
        status.calls.succeeded = count()
        status.calls.failed = count()
        status.calls.refused = count()
        status.calls.running = count()
        status.violationCount = count()
        status.violations = namedCounts()
        status.methods = list(3) { random in
            var method = ServerStatus.Method(name: random.text())
            method.started = random.count()
            method.handled = random.namedCounts()
            method.duration.count = random.count()
            method.duration.sumNanoseconds = random.count()
            method.duration.p50Nanoseconds = random.count()
            method.duration.p90Nanoseconds = random.count()
            method.duration.p99Nanoseconds = random.count()
            method.duration.maxNanoseconds = random.count()
            return method
        }
        status.lanes = list(3) { random in
            var lane = ServerStatus.Lane(name: random.text())
            lane.connections = random.count()
            lane.connects = random.count()
            lane.waiting = random.count()
            lane.waitingBytes = random.count()
            lane.inFlight = random.count()
            lane.roundTrips = random.count()
            return lane
        }
        if flag() { status.certificateExpiry = timestamp() }
        if count() % 2 == 0 {
            var schema = ServerStatus.Schema(loadTime: timestamp())
            schema.reloadsSucceeded = count()
            schema.reloadsFailed = count()
            status.schema = schema
        }
        return status
    }

    mutating func namedCounts() -> [ServerStatus.NamedCount] {
        list(3) { ServerStatus.NamedCount(name: $0.text(), count: $0.count()) }
    }
}
