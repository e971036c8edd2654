internal import CHyperFleetProto
package import RPCCore

/// Asks for everything that is served.
package struct ListServicesRequest: Sendable {
    package init() {}
}

extension ListServicesRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ListServicesRequest>, _ reader: inout MessageReader
    ) -> Self? {
        Self()
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ListServicesRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
    }
}

/// A method that is served.
package struct ServedMethod: Sendable, Hashable {
    package var name: String
    package var kind: MethodDescriptor.Kind
    /// The full name of the message that it takes.
    package var request: String
    /// The full name of the message that it answers.
    package var answer: String
    package var isIdempotent: Bool
    package var comment: String

    package init(
        name: String, kind: MethodDescriptor.Kind, request: String, answer: String, isIdempotent: Bool, comment: String
    ) {
        self.name = name
        self.kind = kind
        self.request = request
        self.answer = answer
        self.isIdempotent = isIdempotent
        self.comment = comment
    }
}

/// A service that is served.
package struct ServedService: Sendable, Hashable {
    package var name: String
    package var comment: String
    package var methods: [ServedMethod]

    package init(name: String, comment: String, methods: [ServedMethod]) {
        self.name = name
        self.comment = comment
        self.methods = methods
    }
}

/// Everything that is served.
package struct ListServicesResponse: Sendable {
    package var services: [ServedService]

    package init(services: [ServedService]) {
        self.services = services
    }
}

extension ListServicesResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ListServicesResponse>, _ reader: inout MessageReader
    ) -> Self? {
        Self(
            services: reader.list(form.pointee.services, form.pointee.n_services, "services") {
                $0.servedService($1)
            })
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ListServicesResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.services = try writer.list(services) { form, service throws(EncodingFault) in
            try writer.fill(form, with: service)
        }
        form.pointee.n_services = services.count
    }
}

extension MessageReader {
    fileprivate mutating func servedService(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ServedService>
    ) -> ServedService {
        ServedService(
            name: text(form.pointee.name), comment: text(form.pointee.comment),
            methods: list(form.pointee.methods, form.pointee.n_methods, "methods") { $0.servedMethod($1) })
    }

    private mutating func servedMethod(_ form: UnsafeMutablePointer<Hyperfleet__V1__ServedMethod>) -> ServedMethod {
        ServedMethod(
            name: text(form.pointee.name), kind: methodKind(form.pointee.kind), request: text(form.pointee.request),
            answer: text(form.pointee.answer), isIdempotent: form.pointee.idempotent != 0,
            comment: text(form.pointee.comment))
    }
}

extension MessageWriter {
    fileprivate func fill(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ServedService>, with service: ServedService
    ) throws(EncodingFault) {
        form.pointee.name = try text(service.name, "a service's name")
        form.pointee.comment = try text(service.comment, "a service's comment")
        form.pointee.methods = try list(service.methods) { form, method throws(EncodingFault) in
            try fill(form, with: method)
        }
        form.pointee.n_methods = service.methods.count
    }

    private func fill(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ServedMethod>, with method: ServedMethod
    ) throws(EncodingFault) {
        form.pointee.name = try text(method.name, "a method's name")
        form.pointee.kind = method.kind.form
        form.pointee.request = try text(method.request, "a method's request")
        form.pointee.answer = try text(method.answer, "a method's answer")
        form.pointee.idempotent = method.isIdempotent ? 1 : 0
        form.pointee.comment = try text(method.comment, "a method's comment")
    }
}
