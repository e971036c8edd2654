internal import Foundation

/// Where PostgreSQL's programs are.
struct ServerBinaries: Sendable {
    let folder: String
    /// Such as `15`.
    let majorVersion: String

    func path(_ program: String) -> String { "\(folder)/\(program)" }

    /// The newest PostgreSQL on this machine, or the one of `majorVersion`.
    static func find(majorVersion: String? = nil) throws -> ServerBinaries {
        let installed = packaged() + onPath()
        guard let newest = installed.first else {
            throw PrivatePostgresError(
                "PostgreSQL's server programs were not found in /usr/lib/postgresql/*/bin nor on PATH: "
                    + "install them, on Debian with 'apt-get install postgresql'")
        }
        guard let majorVersion else { return newest }
        guard let match = installed.first(where: { $0.majorVersion == majorVersion }) else {
            throw PrivatePostgresError(
                "the data folder holds the data of PostgreSQL \(majorVersion), but only "
                    + installed.map(\.majorVersion).joined(separator: ", ") + " is installed: install "
                    + "PostgreSQL \(majorVersion), or move the folder away")
        }
        return match
    }

    /// Debian's folders, newest first.
    private static func packaged() -> [ServerBinaries] {
        let base = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []
        return versions.compactMap { Int($0) }.sorted(by: >)
            .map { ServerBinaries(folder: "\(base)/\($0)/bin", majorVersion: "\($0)") }
            .filter(\.isComplete)
    }

    private static func onPath() -> [ServerBinaries] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").compactMap { folder in
            let found = ServerBinaries(folder: String(folder), majorVersion: "")
            guard found.isComplete, let version = try? version(of: found.path("postgres")) else { return nil }
            return ServerBinaries(folder: String(folder), majorVersion: version)
        }
    }

    private var isComplete: Bool {
        ["initdb", "postgres"].allSatisfy { FileManager.default.isExecutableFile(atPath: path($0)) }
    }

    /// `15` of `postgres (PostgreSQL) 15.18 (Debian ...)`.
    private static func version(of program: String) throws -> String {
        let output = try Command([program, "--version"], folder: "/").output()
        let number = output.split(separator: " ").first { $0.first?.isNumber ?? false } ?? ""
        return String(number.prefix { $0.isNumber })
    }
}
