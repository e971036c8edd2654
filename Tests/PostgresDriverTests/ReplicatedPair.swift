internal import Foundation
internal import Glibc

/// A primary and its streaming standby, which has every commit before it is answered; both with sockets of their own.
final class ReplicatedPair: Sendable {
    private let base: String
    private let binaries: String

    /// For libpq: whichever of the two takes writes.
    var connectionString: String {
        "host=\(base)/a,\(base)/b port=5432,5432 user=hyperfleet dbname=postgres target_session_attrs=read-write"
    }

    init() throws {
        base = "/tmp/hfr-\(UInt32.random(in: 0...UInt32.max))"
        let versions = try FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")
        let newest = versions.compactMap { Int($0) }.max() ?? 15
        binaries = "/usr/lib/postgresql/\(newest)/bin"
        try run(
            """
            mkdir -p "$base/a" "$base/b"
            "$bin/initdb" -D "$base/primary" -U hyperfleet --locale=C -E UTF8 --auth-local=trust --auth-host=reject \
                --no-sync
            """, prepares: true)
        try start("primary", in: "a")
        try run(
            """
            "$bin/pg_basebackup" -h "$base/a" -U hyperfleet -D "$base/standby" -R --no-sync
            """)
        try start("standby", in: "b")
        try run(
            """
            "$bin/psql" -h "$base/a" -U hyperfleet -d postgres -qc "ALTER SYSTEM SET synchronous_standby_names = '*'"
            "$bin/psql" -h "$base/a" -U hyperfleet -d postgres -qc "SELECT pg_reload_conf()"
            until [ "$("$bin/psql" -h "$base/a" -U hyperfleet -d postgres -Atc \
                "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'")" = 1 ]; do sleep 0.05; done
            """)
    }

    /// The primary dies as in a crash, and stays away; the standby takes its place.
    func failOver() throws {
        try run(
            """
            kill -QUIT "$(head -1 "$base/primary/postmaster.pid")"
            "$bin/pg_ctl" promote -D "$base/standby" -w
            "$bin/psql" -h "$base/b" -U hyperfleet -d postgres -qc "ALTER SYSTEM SET synchronous_standby_names = ''"
            "$bin/psql" -h "$base/b" -U hyperfleet -d postgres -qc "SELECT pg_reload_conf()"
            """)
    }

    /// The primary stays and takes no writes any more; the standby takes its place.
    func demote() throws {
        try run(
            """
            "$bin/psql" -h "$base/a" -U hyperfleet -d postgres -qc "ALTER SYSTEM SET default_transaction_read_only = on"
            "$bin/psql" -h "$base/a" -U hyperfleet -d postgres -qc "SELECT pg_reload_conf()"
            "$bin/pg_ctl" promote -D "$base/standby" -w
            "$bin/psql" -h "$base/b" -U hyperfleet -d postgres -qc "ALTER SYSTEM SET synchronous_standby_names = ''"
            "$bin/psql" -h "$base/b" -U hyperfleet -d postgres -qc "SELECT pg_reload_conf()"
            """)
    }

    /// What psql answers on the standby, promoted or not.
    func standby(_ sql: String) throws -> String {
        try run(#""$bin/psql" -h "$base/b" -U hyperfleet -d postgres -Atc "\#(sql)""#)
    }

    func remove() {
        _ = try? run(
            """
            for data in primary standby; do
              [ -f "$base/$data/postmaster.pid" ] || continue
              process=$(head -1 "$base/$data/postmaster.pid")
              kill -QUIT "$process" || continue
              while kill -0 "$process"; do sleep 0.05; done
            done
            """)
        try? FileManager.default.removeItem(atPath: base)
    }

    private func start(_ data: String, in folder: String) throws {
        try run(
            """
            # What is inherited beside the streams would be held open by the server, and waited for.
            for number in $(ls /proc/self/fd); do
              [ "$number" -le 2 ] || [ "$number" = 255 ] || eval "exec $number>&-"
            done
            "$bin/pg_ctl" start -w -D "$base/\(data)" -l "$base/\(data).log" \
                -o "-k $base/\(folder) -c listen_addresses= -c max_connections=100 -c fsync=off"
            """)
    }

    /// Runs a script as a user that PostgreSQL takes, and answers what it wrote.
    @discardableResult
    private func run(_ script: String, prepares: Bool = false) throws -> String {
        if prepares {
            try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
            if getuid() == 0, let user = getpwnam("postgres") { chown(base, user.pointee.pw_uid, user.pointee.pw_gid) }
        }
        let prefix =
            getuid() == 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : []
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            prefix + ["env", "-i", "PATH=/usr/bin:/bin", "LC_ALL=C", "base=\(base)", "bin=\(binaries)"]
            + ["bash", "-euc", script]
        process.currentDirectoryURL = URL(fileURLWithPath: base)
        // A server that is started keeps its streams: a pipe would wait for it.
        let output = base + "/out-\(UInt32.random(in: 0...UInt32.max))"
        _ = FileManager.default.createFile(atPath: output, contents: nil)
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        process.standardOutput = handle
        process.standardError = handle
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let text = try String(contentsOfFile: output, encoding: .utf8)
        guard process.terminationStatus == 0 else { throw Failure(description: text) }
        return text
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }
}
