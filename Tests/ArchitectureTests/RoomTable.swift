/// Which room may import what: the walls of the house, ground floor first.
///
/// Swift's own modules and Logging are everybody's; Foundation is only where it is named.
enum RoomTable {
    static let everywhere: Set<String> = ["Swift", "Synchronization", "Logging"]

    static let rooms: [String: Set<String>] = [
        // Floor 1.
        "JSONModel": [],
        "RPCCore": ["NIOCore"],
        // Floor 2.
        "JSONSchema": ["JSONModel", "BasicContainers"],
        "RPCWire": ["RPCCore", "NIOCore", "CHyperFleetSupport"],
        "PostgresDriver": ["CLibPQ", "Glibc"],
        "PrivatePostgres": ["Foundation", "Glibc"],
        // Floor 3.
        "SchemaDocuments": ["JSONModel", "JSONSchema", "Yams", "Foundation"],
        "RPCTransport": [
            "RPCCore", "RPCWire", "NIOCore", "NIOPosix", "NIOTLS", "NIOSSL", "SwiftASN1", "ServiceLifecycle", "Glibc",
        ],
        "RPCIdentity": ["RPCCore", "NIOCore", "Crypto"],
        "RPCTelemetry": ["RPCCore", "NIOCore", "Metrics", "Tracing"],
        "HyperFleetModel": ["JSONModel", "Glibc"],
        // Floor 4.
        "HyperFleetProto": [
            "HyperFleetModel", "JSONModel", "RPCCore", "NIOCore", "CHyperFleetProto", "CHyperFleetSupport",
            "CProtobufC",
        ],
        "HyperFleetService": ["HyperFleetModel", "JSONModel", "JSONSchema"],
        // Floor 5.
        "HyperFleetPostgresStore": ["HyperFleetService", "HyperFleetModel", "JSONModel", "PostgresDriver"],
        "HyperFleetRPC": ["HyperFleetService", "HyperFleetModel", "HyperFleetProto", "RPCCore"],
        "HyperFleetClient": [
            "HyperFleetProto", "HyperFleetModel", "JSONModel", "RPCCore", "RPCTransport", "RPCTelemetry",
            "ServiceLifecycle",
        ],
        // Floor 6.
        "HyperFleetServer": [
            "JSONModel", "JSONSchema", "SchemaDocuments", "RPCCore", "RPCWire", "RPCTransport", "RPCIdentity",
            "RPCTelemetry", "PostgresDriver", "PrivatePostgres", "HyperFleetModel", "HyperFleetProto",
            "HyperFleetService", "HyperFleetPostgresStore",
            "HyperFleetRPC", "Configuration", "ServiceLifecycle", "Metrics", "Foundation", "Glibc",
        ],
        "HyperFleetTesting": ["HyperFleetServer", "HyperFleetClient", "PrivatePostgres", "ServiceLifecycle"],
        // Floor 7.
        "hyperfleet-api": ["HyperFleetServer", "ArgumentParser", "Foundation", "Glibc"],
        "hfctl": [
            "HyperFleetClient", "HyperFleetProto", "HyperFleetModel", "JSONModel", "RPCCore", "ArgumentParser", "Yams",
            "Foundation", "Glibc",
        ],
        "hfbench": [
            "HyperFleetServer", "HyperFleetPostgresStore", "HyperFleetClient", "HyperFleetModel", "JSONModel",
            "JSONSchema", "SchemaDocuments", "RPCCore", "RPCWire", "RPCTransport", "NIOCore", "Logging",
            "ArgumentParser", "Histogram", "Foundation", "Glibc",
        ],
        "jsonschema-harness": ["JSONSchema", "JSONModel", "ArgumentParser", "Foundation"],
    ]

    /// The rooms of C: no Swift in them, so their includes are compared.
    static let includes: [String: Set<String>] = [
        "CProtobufC": ["protobuf-c/"],
        "CLibPQ": ["libpq-fe.h"],
        "CHyperFleetProto": ["protobuf-c/", "google/protobuf/", "hyperfleet/v1/", "hyperfleet_", "std", "limits.h"],
        "CHyperFleetSupport": [
            "protobuf-c/", "hyperfleet_", "std", "string.h", "limits.h", "nmmintrin.h", "immintrin.h",
            "x86intrin.h", "cpuid.h", "arm_acle.h", "sys/", "pthread.h", "errno.h", "time.h", "unistd.h", "assert.h",
        ],
    ]

    /// Rooms whose `public` declarations the client library shows; everywhere else is `package`.
    static let publicRooms: Set<String> = ["HyperFleetClient", "HyperFleetModel", "JSONModel", "RPCCore"]
    /// Rooms that are products for users' own code.
    static let productRooms: Set<String> = publicRooms.union(["HyperFleetTesting"])
}
