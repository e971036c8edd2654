internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for a server's figures.
package struct ServerStatusRequest: Sendable {
    package init() {}
}

extension ServerStatusRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ServerStatusRequest>, _ reader: inout MessageReader
    ) -> Self? {
        Self()
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ServerStatusRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
    }
}

/// A server's figures.
package struct ServerStatusResponse: Sendable {
    package var status: ServerStatus

    package init(status: ServerStatus) {
        self.status = status
    }
}

extension ServerStatusResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ServerStatusResponse>, _ reader: inout MessageReader
    ) -> Self? {
        var status = ServerStatus(
            version: reader.text(form.pointee.version),
            startTime: reader.timestamp(form.pointee.start_time, "start_time"),
            uptimeMilliseconds: reader.count(form.pointee.uptime_milliseconds, "uptime_milliseconds"))
        if let connections = form.pointee.connections {
            status.connections = reader.inside("connections") { $0.connectionFigures(connections) }
        }
        if let calls = form.pointee.calls { status.calls = reader.inside("calls") { $0.callFigures(calls) } }
        if let violations = form.pointee.violations {
            reader.inside("violations") { reader in
                status.violationCount = reader.count(violations.pointee.total, "total")
                status.violations = reader.namedCounts(
                    violations.pointee.by_kind, violations.pointee.n_by_kind, "by_kind")
            }
        }
        status.methods = reader.list(form.pointee.methods, form.pointee.n_methods, "methods") { $0.methodFigures($1) }
        status.lanes = reader.list(form.pointee.lanes, form.pointee.n_lanes, "lanes") { $0.laneFigures($1) }
        status.certificateExpiry = reader.optionalTimestamp(form.pointee.certificate_expiry, "certificate_expiry")
        if let schema = form.pointee.schema { status.schema = reader.inside("schema") { $0.schemaFigures(schema) } }
        return Self(status: status)
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ServerStatusResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.version = try writer.text(status.version, "version")
        form.pointee.start_time = try writer.timestamp(status.startTime, "start_time")
        form.pointee.uptime_milliseconds = status.uptimeMilliseconds
        form.pointee.connections = try writer.connectionFigures(status.connections)
        form.pointee.calls = try writer.callFigures(status.calls)
        let violations = try writer.new(Hyperfleet__V1__ViolationFigures.self)
        violations.pointee.total = status.violationCount
        violations.pointee.by_kind = try writer.namedCounts(status.violations)
        violations.pointee.n_by_kind = status.violations.count
        form.pointee.violations = violations
        form.pointee.methods = try writer.list(status.methods) { form, method throws(EncodingFault) in
            try writer.fill(form, with: method)
        }
        form.pointee.n_methods = status.methods.count
        form.pointee.lanes = try writer.list(status.lanes) { form, lane throws(EncodingFault) in
            try writer.fill(form, with: lane)
        }
        form.pointee.n_lanes = status.lanes.count
        if let expiry = status.certificateExpiry {
            form.pointee.certificate_expiry = try writer.timestamp(expiry, "certificate_expiry")
        }
        if let schema = status.schema { form.pointee.schema = try writer.schemaFigures(schema) }
    }
}
