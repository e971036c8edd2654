import Foundation
import HyperFleetClient
import Testing

extension Scenarios {
    @Suite("The life of a cluster through hfctl")
    struct LifecycleTests {
        @Test("Why it is not reconciled, what would help, and that it helps")
        func why() async throws {
            try await withServer(.lax) { server in
                let spec = try server.file("spec.json", #"{"region":"north"}"#)
                _ = try await server.hfctl("create", "cluster", "prod", "--spec", spec, "--label", "env=prod")
                let fresh = try await server.json("why", "cluster", "prod")
                #expect(fresh["reconciled"] == .bool(false))
                let waited = fresh["blockers"]?.items?.compactMap { $0["adapter"]?.text } ?? []
                #expect(!waited.isEmpty)
                #expect(fresh["wayOut"]?.text?.contains("must report Available=True at generation 1") == true)

                let bad = try await server.hfctl(
                    "report", "status", "cluster", "prod", "--adapter", waited[0], "--generation", "1", "--condition",
                    "Available=False:QuotaExceeded:the zone has no room", "--condition", "Applied=True",
                    "--condition", "Health=True")
                #expect(bad.exitCode == 0, "\(bad.errors)")
                let text = try await server.hfctl("why", "cluster", "prod").output
                #expect(text.contains("says Available=False"), "\(text)")
                #expect(text.contains("QuotaExceeded: the zone has no room"), "\(text)")
                #expect(!text.contains("\u{1B}"))

                let file = try server.file(
                    "report.yaml",
                    """
                    observedGeneration: 1
                    conditions:
                      - {type: Available, status: "True"}
                      - {type: Applied, status: "True"}
                      - {type: Health, status: "True", reason: Fine}
                    data: {zone: a}
                    """)
                for adapter in waited {
                    let run = try await server.hfctl(
                        "report", "status", "cluster", "prod", "--file", file, "--adapter", adapter)
                    #expect(run.output.contains("APPLIED"), "\(run.errors)")
                }
                let reconciled = try await server.hfctl(
                    "wait", "cluster", "prod", "--for", "condition=Reconciled", "--timeout", "20s")
                #expect(reconciled.exitCode == 0, "\(reconciled.errors)")
                let after = try await server.hfctl("why", "cluster", "prod").output
                #expect(after.contains("is reconciled at generation 1"), "\(after)")
            }
        }

        @Test("One screen shows spec, labels, conditions, reports, node pools and what is waited for")
        func describe() async throws {
            try await withServer(.lax) { server in
                let spec = try server.file("spec.json", #"{"region":"north"}"#)
                _ = try await server.hfctl("create", "cluster", "prod", "--spec", spec, "--label", "env=prod")
                _ = try await server.hfctl("create", "nodepool", "workers", "--cluster", "prod", "--spec", spec)
                let run = try await server.hfctl("describe", "cluster", "prod")
                for part in [
                    "Cluster prod", "env=prod", #""region": "north""#, "Conditions", "Reconciled", "Reports",
                    "no report yet", "Node pools (1)", "workers", "Waits for", "To become reconciled",
                ] {
                    #expect(run.output.contains(part), "\(part) is missing in \(run.output)")
                }
                let json = try await server.json("describe", "nodepool", "workers", "--cluster", "prod")
                #expect(json["name"]?.text == "workers")
                #expect(json["blockers"]?.items?.isEmpty == false)
            }
        }

        @Test("Labels are set and taken away one by one; a dry run stores nothing; a merge patch changes members")
        func changes() async throws {
            try await withServer(.lax) { server in
                let spec = try server.file("spec.json", #"{"region":"north","size":3}"#)
                let dry = try await server.json("create", "cluster", "prod", "--spec", spec, "--dry-run")
                #expect(dry["generation"]?.numberText == "1")
                #expect(try await server.hfctl("get", "cluster", "prod").exitCode == 4)
                _ = try await server.hfctl(
                    "create", "cluster", "prod", "--spec", spec, "--label", "a=1", "--label", "b=2")
                let labelled = try await server.json("label", "cluster", "prod", "c=3", "a-")
                #expect(labelled["labels"]?.keys == ["b", "c"])
                let nothing = try await server.hfctl("label", "cluster", "prod", "nonsense")
                #expect(nothing.exitCode == 2)
                let patch = try server.file("patch.yaml", "size: null\nregion: south\n")
                let merged = try await server.json(
                    "update", "cluster", "prod", "--merge", patch, "--if-generation", "1")
                #expect(merged["spec"]?.keys == ["region"])
                #expect(merged["generation"]?.numberText == "2")
                let stale = try await server.hfctl(
                    "update", "cluster", "prod", "--merge", patch, "--if-generation", "1")
                #expect(stale.exitCode == 6)
                #expect(stale.errors.contains("HYPERFLEET-CNF-002"), "\(stale.errors)")
            }
        }

        @Test("A delete waits for its adapters, and force ends what never ends")
        func deletes() async throws {
            try await withServer(.lax) { server in
                let spec = try server.file("spec.json", "{}")
                _ = try await server.hfctl("create", "cluster", "prod", "--spec", spec)
                let unmarked = try await server.hfctl(
                    "force-delete", "cluster", "prod", "--reason", "why not", "--yes")
                #expect(unmarked.exitCode == 6, "\(unmarked.errors)")
                #expect(unmarked.errors.contains("not marked"), "\(unmarked.errors)")
                let waited = try await server.hfctl("delete", "cluster", "prod", "--wait", "--timeout", "1s")
                #expect(waited.exitCode == 8, "\(waited.errors)")
                #expect(waited.errors.contains("marked for deletion"), "\(waited.errors)")
                let why = try await server.hfctl("why", "cluster", "prod").output
                #expect(why.contains("To be removed"), "\(why)")
                let unconfirmed = try await server.hfctl("force-delete", "cluster", "prod", "--reason", "gone")
                #expect(unconfirmed.exitCode == 2)
                let dry = try await server.json(
                    "force-delete", "cluster", "prod", "--reason", "the adapter is gone", "--dry-run")
                #expect(dry["removed"]?.items?.count == 1)
                let forced = try await server.json(
                    "force-delete", "cluster", "prod", "--reason", "the adapter is gone", "--yes")
                #expect(forced["removed"]?.items?.first?["name"]?.text == "prod")
                #expect(forced["auditId"]?.text?.isEmpty == false)
                let gone = try await server.hfctl("wait", "cluster", "prod", "--for", "deleted")
                #expect(gone.exitCode == 0, "\(gone.errors)")
            }
        }

        @Test("Reasons are explained without a server")
        func explain() async throws {
            let run = try await ProgramRun.run("hfctl", ["explain", "cnf-004"])
            #expect(run.exitCode == 0, "\(run.errors)")
            #expect(run.output.contains("HYPERFLEET-CNF-004") && run.output.contains("INVALID_ARGUMENT"))
            #expect(try await ProgramRun.run("hfctl", ["explain", "xyz"]).exitCode == 2)
        }
    }
}
