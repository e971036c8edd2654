internal import HyperFleetModel
internal import PostgresDriver
internal import RPCTelemetry
internal import RPCTransport
internal import RPCWire

/// Where this server's figures come together: sockets, calls by method, the database's lanes, the clock.
struct ServerFigures: Sendable {
    /// What the transport sees.
    let counts = ServerCounts()
    /// What the interceptors measure.
    let metrics = MetricsCollector()
    private let startTime = Timestamp.now
    private let startInstant = ContinuousClock.now

    /// All figures now.
    func status(_ database: PostgresCounters) -> ServerStatus {
        let uptime = startInstant.duration(to: .now)
        var status = ServerStatus(
            version: ServerVersion.current, startTime: startTime,
            uptimeMilliseconds: Int64(uptime / .milliseconds(1)))
        let counters = counts.snapshot
        status.connections = Self.connections(counters)
        status.calls = Self.calls(counters)
        status.violationCount = Int64(counters.protocolViolations)
        status.violations = counters.violationsByCode.sorted { $0.key.rawValue < $1.key.rawValue }.map {
            ServerStatus.NamedCount(name: $0.key.name, count: Int64($0.value))
        }
        status.methods = Self.methods(metrics.snapshot)
        status.lanes = database.lanes.map(Self.lane)
        status.certificateExpiry = counters.certificateExpiry.map { Timestamp(microseconds: Int64($0) * 1_000_000) }
        return status
    }

    private static func connections(_ counters: RPCServerCounters) -> ServerStatus.Connections {
        var connections = ServerStatus.Connections()
        connections.open = Int64(counters.connectionsOpen)
        connections.accepted = Int64(counters.connectionsAccepted)
        connections.refused = Int64(counters.connectionsRefused)
        connections.tlsFailed = Int64(counters.tlsHandshakesFailed)
        connections.acceptsFailed = Int64(counters.acceptsFailed)
        return connections
    }

    private static func calls(_ counters: RPCServerCounters) -> ServerStatus.Calls {
        var calls = ServerStatus.Calls()
        calls.started = Int64(counters.callsStarted)
        calls.succeeded = Int64(counters.callsSucceeded)
        calls.failed = Int64(counters.callsFailed)
        calls.refused = Int64(counters.callsRefused)
        calls.running = Int64(counters.callsRunning)
        return calls
    }

    private static func lane(_ counters: PostgresCounters.Lane) -> ServerStatus.Lane {
        var lane = ServerStatus.Lane(name: counters.name)
        lane.connections = Int64(counters.connected)
        lane.connects = Int64(counters.connects)
        lane.waiting = Int64(counters.waiting)
        lane.waitingBytes = Int64(counters.waitingBytes)
        lane.inFlight = Int64(counters.inFlight)
        lane.roundTrips = Int64(counters.roundTrips)
        return lane
    }

    private static func methods(_ snapshot: MetricsSnapshot) -> [ServerStatus.Method] {
        var methods: [String: ServerStatus.Method] = [:]
        for sample in snapshot.counters {
            guard let name = sample.dimensions["method"] else { continue }
            var method = methods[name] ?? ServerStatus.Method(name: name)
            switch sample.label {
            case MetricsInterceptor.startedLabel: method.started = sample.value
            case MetricsInterceptor.handledLabel:
                let code = sample.dimensions["code"] ?? ""
                method.handled.append(ServerStatus.NamedCount(name: code, count: sample.value))
            default: continue
            }
            methods[name] = method
        }
        for sample in snapshot.timers where sample.label == MetricsInterceptor.durationLabel {
            guard let name = sample.dimensions["method"] else { continue }
            methods[name]?.duration = durations(sample.value)
        }
        for name in methods.keys { methods[name]?.handled.sort { $0.name < $1.name } }
        return methods.values.sorted { $0.name < $1.name }
    }

    private static func durations(_ summary: DurationSummary) -> ServerStatus.Durations {
        var durations = ServerStatus.Durations()
        durations.count = summary.count
        durations.sumNanoseconds = summary.sum
        durations.p50Nanoseconds = summary.percentile(0.5)
        durations.p90Nanoseconds = summary.percentile(0.9)
        durations.p99Nanoseconds = summary.percentile(0.99)
        durations.maxNanoseconds = summary.max
        return durations
    }
}
