internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for the health of a service or of the whole server.
package struct HealthCheckRequest: Sendable {
    /// A service's full name; empty means the whole server.
    package var service: String

    package init(service: String) {
        self.service = service
    }
}

extension HealthCheckRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__HealthCheckRequest>, _ reader: inout MessageReader
    ) -> Self? {
        Self(service: reader.text(form.pointee.service))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__HealthCheckRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.service = try writer.text(service, "service")
    }
}

/// The health asked for.
package struct HealthCheckResponse: Sendable {
    package var health: Health

    package init(health: Health) {
        self.health = health
    }
}

extension HealthCheckResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__HealthCheckResponse>, _ reader: inout MessageReader
    ) -> Self? {
        Self(
            health: Health(
                isServing: reader.isServing(form.pointee.status),
                message: reader.text(form.pointee.message),
                version: reader.text(form.pointee.version),
                kindsHash: reader.text(form.pointee.kinds_hash)))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__HealthCheckResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.status = health.statusForm
        form.pointee.message = try writer.text(health.message, "message")
        form.pointee.version = try writer.text(health.version, "version")
        form.pointee.kinds_hash = try writer.text(health.kindsHash, "kinds_hash")
    }
}
