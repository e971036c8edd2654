internal import CHyperFleetProto

/// The C struct that protoc-c made of one message of proto/.
///
/// Its first member is `ProtobufCMessage base`, so that a pointer to it is a pointer to protobuf-c's message too.
protocol WireForm {
    /// Writes the message's empty value, its descriptor included.
    static func initialise(_ form: UnsafeMutablePointer<Self>)
}

/// The form of a resource: clusters and node pools have the same fields.
protocol ResourceForm: WireForm {
    var metadata: UnsafeMutablePointer<Hyperfleet__V1__ResourceMetadata>! { get set }
    var spec: ProtobufCBinaryData { get set }
    var conditionCount: Int { get set }
    var conditions: UnsafeMutablePointer<UnsafeMutablePointer<Hyperfleet__V1__Condition>?>! { get set }
}

extension Hyperfleet__V1__Cluster {
    var conditionCount: Int {
        get { n_conditions }
        set { n_conditions = newValue }
    }
}

extension Hyperfleet__V1__NodePool {
    var conditionCount: Int {
        get { n_conditions }
        set { n_conditions = newValue }
    }
}
