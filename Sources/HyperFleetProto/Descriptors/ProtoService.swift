package import RPCCore

/// A service.
package struct ProtoService: Sendable {
    /// `hyperfleet.v1.ClusterService`
    package let fullName: String
    /// In the order of the .proto file.
    package let methods: [ProtoMethod]
    package let comment: String

    /// The service's own name without its package.
    package var name: String { fullName.lastName }

    /// The method of this name.
    package func method(_ name: String) -> ProtoMethod? {
        methods.first { $0.name == name }
    }
}

/// A method of a service.
package struct ProtoMethod: Sendable {
    package let name: String
    /// The full name of the message that it takes.
    package let request: String
    /// The full name of the message that it answers.
    package let answer: String
    package let kind: MethodDescriptor.Kind
    /// Whether its .proto file says that a repeat is safe.
    package let isIdempotent: Bool
    package let comment: String

    /// As transports know the method of `service`.
    package func descriptor(of service: ProtoService) -> MethodDescriptor {
        MethodDescriptor(service: service.fullName, name: name, kind: kind, isIdempotent: isIdempotent)
    }
}
