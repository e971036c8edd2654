// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is built alike: language mode 6, explicit existentials, imports with an access level,
/// and no warning survives.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// In rooms and programs an async function goes on where its caller runs: each change of executors that is not made
/// saves a call about a tenth of its time.
let running = strict + [.enableUpcomingFeature("NonisolatedNonsendingByDefault")]

let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let nioTestUtils: Target.Dependency = .product(name: "NIOTestUtils", package: "swift-nio")
let nioTLS: Target.Dependency = .product(name: "NIOTLS", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let asn1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let tracing: Target.Dependency = .product(name: "Tracing", package: "swift-distributed-tracing")
let inMemoryTracing: Target.Dependency = .product(name: "InMemoryTracing", package: "swift-distributed-tracing")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let containers: Target.Dependency = .product(name: "BasicContainers", package: "swift-collections")
let histogram: Target.Dependency = .product(name: "Histogram", package: "hdrhistogram-swift")

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: running)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: running)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "hyperfleet",
    products: [
        .library(name: "HyperFleetClient", targets: ["HyperFleetClient"]),
        .library(name: "HyperFleetTesting", targets: ["HyperFleetTesting"]),
        .executable(name: "hyperfleet-api", targets: ["hyperfleet-api"]),
        .executable(name: "hfctl", targets: ["hfctl"]),
        .executable(name: "hfbench", targets: ["hfbench"]),
        .executable(name: "jsonschema-harness", targets: ["jsonschema-harness"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    ],
    targets: [
        // Floor 0: C.
        .systemLibrary(name: "CProtobufC", pkgConfig: "libprotobuf-c", providers: [.apt(["libprotobuf-c-dev"])]),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(name: "CHyperFleetProto", dependencies: ["CProtobufC"]),
        .target(name: "CHyperFleetSupport", dependencies: ["CProtobufC"]),

        // Floor 1: vocabulary.
        room("JSONModel"),
        room("RPCCore", [nioCore]),

        // Floor 2: mechanisms.
        room("JSONSchema", ["JSONModel", containers]),
        room("RPCWire", ["RPCCore", "CHyperFleetSupport", nioCore]),
        room("PostgresDriver", ["CLibPQ", logging]),
        room("PrivatePostgres", [logging]),

        // Floor 3.
        room("SchemaDocuments", ["JSONModel", "JSONSchema", yams]),
        room(
            "RPCTransport",
            ["RPCCore", "RPCWire", nioCore, nioPosix, nioTLS, nioSSL, asn1, lifecycle, logging]),
        room("RPCIdentity", ["RPCCore", nioCore, crypto, logging]),
        room("RPCTelemetry", ["RPCCore", nioCore, logging, metrics, tracing]),
        room("HyperFleetModel", ["JSONModel"]),

        // Floor 4.
        room(
            "HyperFleetProto",
            [
                "HyperFleetModel", "JSONModel", "RPCCore", "CHyperFleetProto", "CHyperFleetSupport", "CProtobufC",
                nioCore,
            ]),
        room("HyperFleetService", ["HyperFleetModel", "JSONModel", "JSONSchema", logging]),

        // Floor 5.
        room(
            "HyperFleetPostgresStore",
            ["HyperFleetService", "HyperFleetModel", "JSONModel", "PostgresDriver", logging]),
        room("HyperFleetRPC", ["HyperFleetService", "HyperFleetModel", "HyperFleetProto", "RPCCore", logging]),
        room(
            "HyperFleetClient",
            [
                "HyperFleetProto", "HyperFleetModel", "JSONModel", "RPCCore", "RPCTransport", "RPCTelemetry", lifecycle,
                logging,
            ]),

        // Floor 6.
        room(
            "HyperFleetServer",
            [
                "JSONModel", "JSONSchema", "SchemaDocuments", "RPCCore", "RPCWire", "RPCTransport", "RPCIdentity",
                "RPCTelemetry", "PostgresDriver", "PrivatePostgres", "HyperFleetModel", "HyperFleetProto",
                "HyperFleetService",
                "HyperFleetPostgresStore", "HyperFleetRPC", configuration, lifecycle, logging, metrics,
            ]),
        room(
            "HyperFleetTesting",
            ["HyperFleetServer", "HyperFleetClient", "PrivatePostgres", logging]),

        // Floor 7: programs.
        program("hyperfleet-api", ["HyperFleetServer", arguments]),
        program(
            "hfctl",
            ["HyperFleetClient", "HyperFleetProto", "HyperFleetModel", "JSONModel", "RPCCore", arguments, yams]),
        program(
            "hfbench",
            [
                "HyperFleetServer", "HyperFleetPostgresStore", "HyperFleetClient", "HyperFleetModel", "JSONModel",
                "JSONSchema", "SchemaDocuments", "RPCCore", "RPCWire", "RPCTransport", nioCore, logging, arguments,
                histogram,
            ]),

        program("jsonschema-harness", ["JSONSchema", "JSONModel", arguments]),

        // Tests, in the same order.
        .target(
            name: "TestSupport", dependencies: ["PrivatePostgres", "JSONModel", logging], path: "Tests/TestSupport",
            swiftSettings: strict),
        .target(name: "AllocationCount", path: "Tests/AllocationCount"),
        tests("ArchitectureTests"),
        tests("JSONModelTests", ["JSONModel", "TestSupport"]),
        tests("JSONSchemaTests", ["JSONSchema", "JSONModel", "TestSupport", "AllocationCount"]),
        tests("SchemaDocumentsTests", ["SchemaDocuments", "JSONSchema", "JSONModel", "TestSupport"]),
        tests("RPCWireTests", ["RPCWire", "RPCCore", "TestSupport", nioCore, nioTestUtils]),
        tests(
            "RPCTransportTests",
            [
                "RPCTransport", "RPCIdentity", "RPCWire", "RPCCore", "RPCTelemetry", "TestSupport", "AllocationCount",
                nioCore, nioPosix, nioEmbedded, nioSSL, nioTLS, tracing, inMemoryTracing,
            ]),
        tests("PostgresDriverTests", ["PostgresDriver", "PrivatePostgres", "TestSupport", logging]),
        tests("HyperFleetModelTests", ["HyperFleetModel", "JSONModel", "TestSupport"]),
        tests(
            "HyperFleetProtoTests",
            [
                "HyperFleetProto", "HyperFleetModel", "JSONModel", "RPCCore", "CHyperFleetProto",
                "CHyperFleetSupport", "CProtobufC", "TestSupport", nioCore,
            ]),
        tests(
            "HyperFleetServiceTests",
            [
                "HyperFleetService", "HyperFleetPostgresStore", "PostgresDriver", "HyperFleetModel", "JSONModel",
                "JSONSchema", "SchemaDocuments",
                "TestSupport", logging,
            ]),
        tests(
            "HyperFleetRPCTests", ["HyperFleetRPC", "HyperFleetProto", "HyperFleetModel", "RPCCore", nioCore]),
        tests(
            "HyperFleetPostgresStoreTests",
            [
                "HyperFleetPostgresStore", "HyperFleetService", "HyperFleetModel", "PostgresDriver", "JSONModel",
                "TestSupport", logging,
            ]),
        tests(
            "HyperFleetServerTests",
            [
                "HyperFleetTesting", "HyperFleetServer", "HyperFleetClient", "HyperFleetModel", "HyperFleetProto",
                "JSONModel", "RPCCore", "RPCTransport", "RPCWire", "TestSupport", logging, nioCore, nioPosix,
            ]),
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "HyperFleetProto", "HyperFleetModel", "JSONModel", "JSONSchema", "RPCWire", "RPCCore", "TestSupport",
                nioCore,
            ],
            path: "Tests/Fuzz", exclude: ["Package.swift", "Corpus", "Sources/Program.swift"], swiftSettings: strict),
        tests(
            "ScenarioTests", ["HyperFleetClient", "HyperFleetModel", "JSONModel", "RPCCore", "TestSupport", logging]),
        tests("Examples", ["HyperFleetClient", "HyperFleetTesting", lifecycle, unixSignals, logging, nioCore]),
    ]
)
