// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// The folder of the clone, which names the package that lies in it.
let clone = URL(filePath: Context.packageDirectory).deletingLastPathComponent().deletingLastPathComponent()

/// One program under libFuzzer, for `make fuzz`; the ordinary tests build the same targets without it.
///
/// It sees the rooms through the libraries, and what is not public in them by `@testable`. libFuzzer brings
/// `main`, so that there is no top-level code.
let package = Package(
    name: "fuzz",
    dependencies: [
        .package(path: "../.."),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    ],
    targets: [
        .executableTarget(
            name: "fuzz",
            dependencies: [
                .product(name: "HyperFleetClient", package: clone.lastPathComponent),
                .product(name: "HyperFleetTesting", package: clone.lastPathComponent),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            path: "Sources",
            swiftSettings: [
                .swiftLanguageMode(.v6),
                .enableUpcomingFeature("ExistentialAny"),
                .treatAllWarnings(as: .error),
                .unsafeFlags(["-parse-as-library"]),
            ])
    ]
)
