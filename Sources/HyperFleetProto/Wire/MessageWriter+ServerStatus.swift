internal import CHyperFleetProto
internal import HyperFleetModel

extension MessageWriter {
    /// Connections of clients.
    func connectionFigures(
        _ connections: ServerStatus.Connections
    ) throws(EncodingFault) -> UnsafeMutablePointer<Hyperfleet__V1__ConnectionFigures> {
        let form = try new(Hyperfleet__V1__ConnectionFigures.self)
        form.pointee.open = connections.open
        form.pointee.accepted = connections.accepted
        form.pointee.refused = connections.refused
        form.pointee.tls_failed = connections.tlsFailed
        form.pointee.accepts_failed = connections.acceptsFailed
        return form
    }

    /// Calls of all methods.
    func callFigures(
        _ calls: ServerStatus.Calls
    ) throws(EncodingFault) -> UnsafeMutablePointer<Hyperfleet__V1__CallFigures> {
        let form = try new(Hyperfleet__V1__CallFigures.self)
        form.pointee.started = calls.started
        form.pointee.succeeded = calls.succeeded
        form.pointee.failed = calls.failed
        form.pointee.refused = calls.refused
        form.pointee.running = calls.running
        return form
    }

    /// The provider's schema.
    func schemaFigures(
        _ schema: ServerStatus.Schema
    ) throws(EncodingFault) -> UnsafeMutablePointer<Hyperfleet__V1__SchemaFigures> {
        let form = try new(Hyperfleet__V1__SchemaFigures.self)
        form.pointee.load_time = try timestamp(schema.loadTime, "load_time")
        form.pointee.reloads_succeeded = schema.reloadsSucceeded
        form.pointee.reloads_failed = schema.reloadsFailed
        return form
    }

    /// Numbers by name.
    func namedCounts(
        _ counts: [ServerStatus.NamedCount]
    ) throws(EncodingFault) -> UnsafeMutablePointer<UnsafeMutablePointer<Hyperfleet__V1__NamedCount>?>? {
        try list(counts) { form, count throws(EncodingFault) in
            form.pointee.name = try text(count.name, "a count's name")
            form.pointee.count = count.count
        }
    }

    /// Fills an empty form with the calls of one method.
    func fill(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__MethodFigures>, with method: ServerStatus.Method
    ) throws(EncodingFault) {
        form.pointee.method = try text(method.name, "a method's name")
        form.pointee.started = method.started
        form.pointee.handled = try namedCounts(method.handled)
        form.pointee.n_handled = method.handled.count
        form.pointee.duration = try durationFigures(method.duration)
    }

    /// Fills an empty form with one lane.
    func fill(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__LaneFigures>, with lane: ServerStatus.Lane
    ) throws(EncodingFault) {
        form.pointee.name = try text(lane.name, "a lane's name")
        form.pointee.connections = lane.connections
        form.pointee.connects = lane.connects
        form.pointee.waiting = lane.waiting
        form.pointee.waiting_bytes = lane.waitingBytes
        form.pointee.in_flight = lane.inFlight
        form.pointee.round_trips = lane.roundTrips
    }

    private func durationFigures(
        _ durations: ServerStatus.Durations
    ) throws(EncodingFault) -> UnsafeMutablePointer<Hyperfleet__V1__DurationFigures> {
        let form = try new(Hyperfleet__V1__DurationFigures.self)
        form.pointee.count = durations.count
        form.pointee.sum_nanoseconds = durations.sumNanoseconds
        form.pointee.p50_nanoseconds = durations.p50Nanoseconds
        form.pointee.p90_nanoseconds = durations.p90Nanoseconds
        form.pointee.p99_nanoseconds = durations.p99Nanoseconds
        form.pointee.max_nanoseconds = durations.maxNanoseconds
        return form
    }
}
