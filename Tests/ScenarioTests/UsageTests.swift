import Foundation
import JSONModel
import Testing

/// What hfctl does before, or without, a server.
@Suite("Usage of hfctl")
struct UsageTests {
    static let mistakes = [
        "bogus", "create cluster", "get cluster", "get nodepool name-without-cluster", "update cluster a",
        "update cluster a --label a=b --no-labels", "create cluster a --spec /no/such/file",
        "create cluster a --spec - --label nonsense", "create cluster a --spec - --label a=1 --label a=2",
        "list clusters --page 1 --all", "list clusters --page-size 1001", "list clusters --output xml",
        "delete cluster a b --if-resource-version 1", "get cluster a --server nonsense",
        "health --tls-cert client.pem", "health --tls-key client.key",
        "get cluster a --timeout soon", "report status cluster a --adapter x --generation 1 --condition Available=Yes",
        "call", "call ClusterService/Get -o name", "call ClusterService/Get -d @/no/such/file",
        "call ClusterService/Get --metadata NAME=value", "call ClusterService/Get --metadata =value",
        "call ClusterService/Get --timeout soon", "server bogus",
        "report status pod a --adapter x --generation 1 --condition Available=True",
    ]

    @Test("Mistakes in the arguments end with code 2 and say so", arguments: mistakes)
    func mistake(_ arguments: String) async throws {
        let words = arguments.split(separator: " ").map(String.init)
        let run = try await ProgramRun.run("hfctl", words)
        #expect(run.exitCode == 2)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("error: "), "\(run.errors)")
        // Who names a format twice gets the latter.
        if !arguments.contains("--output"), !arguments.contains("-o ") {
            let json = try await ProgramRun.run("hfctl", words + ["-o", "json"])
            let failure = try JSONParser.parse(Array(json.errors.utf8), limits: .document)
            #expect(failure["code"]?.text == "INVALID_ARGUMENT")
        }
    }

    @Test(
        "An address that is none is named, wherever it stands and whoever says it",
        arguments: [
            ["--server", "127.0.0.1:1", "--server", "nonsense"], ["--server", "127.0.0.1:1,nonsense"],
            ["--server", "nonsense,unix:/a"], [],
        ])
    func badAddress(_ options: [String]) async throws {
        let environment = options.isEmpty ? ["HYPERFLEET_SERVER": "127.0.0.1:1,nonsense,unix:/a"] : [:]
        let run = try await ProgramRun.run("hfctl", ["health"] + options, environment: environment)
        #expect(run.exitCode == 2)
        let origin = options.isEmpty ? "HYPERFLEET_SERVER" : "--server"
        #expect(run.errors.contains("\(origin): 'nonsense' is no address"), "\(run.errors)")
    }

    @Test("Of several servers that are all away, the message names every one")
    func allAway() async throws {
        let folder = try TemporaryFolder.make()
        defer { try? FileManager.default.removeItem(at: folder) }
        let addresses = ["unix:\(folder.path)/one", "unix:\(folder.path)/two"]
        let run = try await ProgramRun.run("hfctl", ["health", "--server", addresses.joined(separator: ",")])
        #expect(run.exitCode == 9)
        for address in addresses { #expect(run.errors.contains(address), "\(run.errors)") }
        #expect(run.errors.contains("are from --server"))
    }

    @Test("A server that is away is unavailable, and the message says where and what to do")
    func serverAway() async throws {
        let folder = try TemporaryFolder.make()
        defer { try? FileManager.default.removeItem(at: folder) }
        let address = "unix:\(folder.path)/nobody"
        let run = try await ProgramRun.run("hfctl", ["health", "--server", address])
        #expect(run.exitCode == 9, "\(run.errors)")
        #expect(run.errors.contains(address))
        #expect(run.errors.contains("make run"))
        let json = try await ProgramRun.run(
            "hfctl", ["health", "-o", "json"], environment: ["HYPERFLEET_SERVER": address])
        #expect(json.exitCode == 9)
        let failure = try JSONParser.parse(Array(json.errors.utf8), limits: .document)
        #expect(failure["code"]?.text == "UNAVAILABLE")
        #expect(failure["retryable"] == .bool(true))
    }

    @Test("A server that says nothing is given up at the timeout")
    func serverSilent() async throws {
        let silence = try SilentServer()
        let run = try await ProgramRun.run("hfctl", ["health", "--server", silence.address, "--timeout", "300ms"])
        #expect(run.exitCode == 8, "\(run.errors)")
    }

    @Test("SIGINT ends a command with code 130")
    func interrupted() async throws {
        let silence = try SilentServer()
        let run = try await ProgramRun.run("hfctl", ["health", "--server", silence.address]) { processID in
            try await silence.waitForConnection()
            kill(processID, SIGINT)
        }
        #expect(run.exitCode == 130)
        #expect(run.output == "")
    }

    @Test("Without --server, the file of a running server is found here, above, or above the program")
    func serverFile() async throws {
        let folder = try TemporaryFolder.make()
        defer { try? FileManager.default.removeItem(at: folder) }
        let deep = folder.appendingPathComponent("a/b")
        try FileManager.default.createDirectory(at: deep, withIntermediateDirectories: true)
        let local = folder.appendingPathComponent(".local")
        try FileManager.default.createDirectory(at: local, withIntermediateDirectories: false)
        let silence = try SilentServer()
        try Data("unix:\(folder.path)/gone\n\(silence.address)\n".utf8).write(
            to: local.appendingPathComponent("server"))
        let program = try StartedProgram("hfctl", ["health"], folder: deep)
        try await silence.waitForConnection()
        program.send(SIGINT)
        #expect(try await program.end().exitCode == 130)
    }

    @Test("A reader that leaves ends hfctl without a word")
    func brokenPipe() async throws {
        let script = "exec 3> >(:); wait $!; \"$0\" --help >&3; echo $?"
        let run = try await ProgramRun.run("/bin/bash", ["-c", script, hfctl])
        #expect(run.output == "141\n")
        #expect(run.errors == "")
    }

    private var hfctl: String { Repository.programs.appendingPathComponent("hfctl").path }
}
