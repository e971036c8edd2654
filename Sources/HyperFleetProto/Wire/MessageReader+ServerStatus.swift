internal import CHyperFleetProto
internal import HyperFleetModel

extension MessageReader {
    /// Connections of clients.
    mutating func connectionFigures(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ConnectionFigures>
    ) -> ServerStatus.Connections {
        var connections = ServerStatus.Connections()
        connections.open = count(form.pointee.open, "open")
        connections.accepted = count(form.pointee.accepted, "accepted")
        connections.refused = count(form.pointee.refused, "refused")
        connections.tlsFailed = count(form.pointee.tls_failed, "tls_failed")
        connections.acceptsFailed = count(form.pointee.accepts_failed, "accepts_failed")
        return connections
    }

    /// Calls of all methods.
    mutating func callFigures(_ form: UnsafeMutablePointer<Hyperfleet__V1__CallFigures>) -> ServerStatus.Calls {
        var calls = ServerStatus.Calls()
        calls.started = count(form.pointee.started, "started")
        calls.succeeded = count(form.pointee.succeeded, "succeeded")
        calls.failed = count(form.pointee.failed, "failed")
        calls.refused = count(form.pointee.refused, "refused")
        calls.running = count(form.pointee.running, "running")
        return calls
    }

    /// The provider's schema.
    mutating func schemaFigures(_ form: UnsafeMutablePointer<Hyperfleet__V1__SchemaFigures>) -> ServerStatus.Schema {
        var schema = ServerStatus.Schema(loadTime: timestamp(form.pointee.load_time, "load_time"))
        schema.reloadsSucceeded = count(form.pointee.reloads_succeeded, "reloads_succeeded")
        schema.reloadsFailed = count(form.pointee.reloads_failed, "reloads_failed")
        return schema
    }

    /// Numbers by name.
    mutating func namedCounts(
        _ forms: UnsafeMutablePointer<UnsafeMutablePointer<Hyperfleet__V1__NamedCount>?>?, _ formCount: Int,
        _ field: StaticString
    ) -> [ServerStatus.NamedCount] {
        list(forms, formCount, field) { reader, form in
            ServerStatus.NamedCount(
                name: reader.text(form.pointee.name), count: reader.count(form.pointee.count, "count"))
        }
    }

    /// Calls of one method.
    mutating func methodFigures(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__MethodFigures>
    ) -> ServerStatus.Method {
        var method = ServerStatus.Method(name: text(form.pointee.method))
        method.started = count(form.pointee.started, "started")
        method.handled = namedCounts(form.pointee.handled, form.pointee.n_handled, "handled")
        if let duration = form.pointee.duration {
            method.duration = inside("duration") { $0.durationFigures(duration) }
        }
        return method
    }

    /// One lane.
    mutating func laneFigures(_ form: UnsafeMutablePointer<Hyperfleet__V1__LaneFigures>) -> ServerStatus.Lane {
        var lane = ServerStatus.Lane(name: text(form.pointee.name))
        lane.connections = count(form.pointee.connections, "connections")
        lane.connects = count(form.pointee.connects, "connects")
        lane.waiting = count(form.pointee.waiting, "waiting")
        lane.waitingBytes = count(form.pointee.waiting_bytes, "waiting_bytes")
        lane.inFlight = count(form.pointee.in_flight, "in_flight")
        lane.roundTrips = count(form.pointee.round_trips, "round_trips")
        return lane
    }

    private mutating func durationFigures(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__DurationFigures>
    ) -> ServerStatus.Durations {
        var durations = ServerStatus.Durations()
        durations.count = count(form.pointee.count, "count")
        durations.sumNanoseconds = count(form.pointee.sum_nanoseconds, "sum_nanoseconds")
        durations.p50Nanoseconds = count(form.pointee.p50_nanoseconds, "p50_nanoseconds")
        durations.p90Nanoseconds = count(form.pointee.p90_nanoseconds, "p90_nanoseconds")
        durations.p99Nanoseconds = count(form.pointee.p99_nanoseconds, "p99_nanoseconds")
        durations.maxNanoseconds = count(form.pointee.max_nanoseconds, "max_nanoseconds")
        return durations
    }
}
