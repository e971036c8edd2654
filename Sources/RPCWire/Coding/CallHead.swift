package import RPCCore

/// What a CALL frame says of the call in front of its message.
package struct CallHead: Sendable, Hashable {
    /// What is left of the caller's deadline in milliseconds; 0 leaves it to the server.
    package var timeoutMilliseconds: UInt32
    /// The full method name: `hyperfleet.v1.ClusterService/Get`.
    package var method: String
    /// W3C trace context, of the form that `TraceParent` checks.
    package var traceParent: String?
    /// 1 to 64 bytes of visible ASCII.
    package var idempotencyKey: String?
    package var metadata: Metadata

    package init(
        method: String, timeoutMilliseconds: UInt32 = 0, traceParent: String? = nil, idempotencyKey: String? = nil,
        metadata: Metadata = Metadata()
    ) {
        self.method = method
        self.timeoutMilliseconds = timeoutMilliseconds
        self.traceParent = traceParent
        self.idempotencyKey = idempotencyKey
        self.metadata = metadata
    }

    /// The tags of a call head's fields.
    enum Tag {
        static let traceParent: UInt8 = 0x01
        static let idempotencyKey: UInt8 = 0x02
        static let textMetadata: UInt8 = 0x03
        static let binaryMetadata: UInt8 = 0x04
    }

    /// Bytes of a metadata field beside name and value: its tag and length, and the name's length.
    static let metadataOverheadBytes = TaggedField.overheadBytes + 1

    static func isVisibleASCII(_ text: some Sequence<UInt8>) -> Bool {
        text.allSatisfy { (0x21...0x7E).contains($0) }
    }

    static func isMetadataName(_ name: some Collection<UInt8>) -> Bool {
        guard (1...255).contains(name.count) else { return false }
        return name.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
    }

    static func refusal(_ code: StatusCode, _ message: String) -> RPCError {
        RPCError(code, message: message, processed: .no)
    }
}
