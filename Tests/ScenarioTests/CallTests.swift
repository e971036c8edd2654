import Foundation
import HyperFleetClient
import JSONModel
import Testing

extension Scenarios {
    @Suite("hfctl call, describe and server stats")
    struct CallTests {
        @Test("A cluster is created and read through JSON alone")
        func createAndGet() async throws {
            try await withServer { server in
                let spec = Data(#"{"big": 9007199254740993}"#.utf8).base64EncodedString()
                let request = #"""
                    {"name": "made-by-call", "labels": {"entries": {"env": "dev"}}, "spec": "\#(spec)"}
                    """#
                let created = try await server.json(
                    "call", "hyperfleet.v1.ClusterService/Create", "-d", request, "--idempotency-key", "one",
                    "--metadata", "team=blue")
                #expect(created["cluster"]?["metadata"]?["name"]?.text == "made-by-call")
                #expect(created["cluster"]?["metadata"]?["generation"]?.text == "1")
                let time = try #require(created["cluster"]?["metadata"]?["createdTime"]?.text)
                #expect(Timestamp(rfc3339: time) != nil)

                let file = try server.file("get.json", #"{"cluster": {"name": "made-by-call"}}"#)
                let id = try #require(created["cluster"]?["metadata"]?["id"]?.text)
                for words in [
                    ["ClusterService/Get", "-d", "@\(file)"],
                    ["ClusterService.Get", "--data", #"{"cluster": {"id": "\#(id)"}}"#],
                ] {
                    let found = try await server.hfctl(["call"] + words + ["-o", "json"])
                    let json = try JSONParser.parse(Array(found.output.utf8), limits: .document)
                    #expect(json["cluster"]?["metadata"]?["id"]?.text == id)
                    #expect(json["cluster"]?["conditions"]?.items?.first?["status"]?.text == "CONDITION_STATUS_FALSE")
                    let bytes = Data(base64Encoded: json["cluster"]?["spec"]?.text ?? "") ?? Data()
                    #expect(String(decoding: bytes, as: UTF8.self).contains("9007199254740993"))
                }
                let piped = try await server.hfctl(
                    "call", "ClusterService/Get", "-d", "-", input: #"{"cluster": {"name": "made-by-call"}}"#)
                #expect(piped.exitCode == 0 && piped.output.contains(id), "\(piped.errors)")
                let yaml = try await server.hfctl("call", "HealthService/Check", "-o", "yaml")
                #expect(yaml.output.contains("status: SERVING_STATUS_SERVING\n"))
            }
        }

        @Test("What is wrong with a call is told by its kind, before the server has to")
        func refusals() async throws {
            try await withServer { server in
                func run(_ words: String...) async throws -> ProgramRun { try await server.hfctl(["call"] + words) }
                let field = try await run("ClusterService/Get", "-d", #"{"cluster": {"nam": "x"}}"#)
                #expect(field.exitCode == 3)
                #expect(field.errors.contains("  cluster.nam: unknown: is no field of ClusterReference; did you mean"))
                let json = try await run("ClusterService/Get", "-d", #"{"cluster": }"#)
                #expect(json.exitCode == 3)
                #expect(json.errors.contains("line 1, column 13"), "\(json.errors)")
                let two = try await run("ClusterService/Get", "-d", "{} {}")
                #expect(two.exitCode == 2)
                let none = try await server.hfctl("call", "ClusterService/Get", "-d", "-", input: "")
                #expect(none.exitCode == 2)
                let many = try await run("Get")
                #expect(many.exitCode == 2)
                #expect(many.errors.contains("hyperfleet.v1.NodePoolService/Get"))
                let unknown = try await run("ClusterService/Gett")
                #expect(unknown.exitCode == 4)
                #expect(unknown.errors.contains("near are hyperfleet.v1.ClusterService/Get"), "\(unknown.errors)")
                let absent = try await run("ClusterService/Get", "-d", #"{"cluster": {"name": "nobody"}}"#)
                #expect(absent.exitCode == 4)
                #expect(absent.errors.contains("HYPERFLEET-NTF-001"))
            }
        }

        @Test("--timing is one line on standard error")
        func timing() async throws {
            try await withServer { server in
                let run = try await server.hfctl("call", "HealthService/Check", "--timing")
                #expect(run.exitCode == 0)
                #expect(
                    run.errors.firstMatch(
                        of:
                            /^timing: connect and descriptors \d+\.\d{3}ms, call \d+\.\d{3}ms, total \d+\.\d{3}ms; sent 0 bytes in 1 message, received \d+ bytes in 1 message\n$/
                    ) != nil, "\(run.errors)")
            }
        }

        @Test("Everything that is served is listed, and nothing else")
        func describeAll() async throws {
            try await withServer { server in
                let names = try await server.hfctl("describe", "-o", "name")
                let lines = names.output.split(separator: "\n")
                #expect(lines.contains("hyperfleet.v1.ReflectionService/GetDescriptors"))
                #expect(!lines.contains { $0.contains("BenchService") })
                let table = try await server.hfctl("describe")
                #expect(table.output.hasPrefix("METHOD"))
                #expect(table.output.contains("Reads one cluster, marked ones included."))
                let json = try await server.json("describe")
                let health = json["services"]?.items?.first { $0["name"]?.text == "hyperfleet.v1.HealthService" }
                #expect(health?["methods"]?.items?.compactMap { $0["kind"]?.text } == ["unary", "server-streaming"])
            }
        }

        @Test("A service, a method, a message and an enumeration are shown as their .proto file has them")
        func describeOne() async throws {
            try await withServer { server in
                let service = try await server.hfctl("describe", "ClusterService")
                #expect(service.output.hasPrefix("// hyperfleet.v1.ClusterService is a service.\n// Creates, reads,"))
                #expect(
                    service.output.contains(
                        """
                          // Reads one cluster, marked ones included.
                          rpc Get(GetClusterRequest) returns (GetClusterResponse);
                        """))
                let method = try await server.hfctl("describe", "HealthService/Watch")
                #expect(method.output.contains("is a server-streaming method; a repeat is safe."))
                #expect(method.output.contains("rpc Watch(HealthCheckRequest) returns (stream HealthCheckResponse);"))
                #expect(method.output.contains("message HealthCheckRequest {\n"))
                #expect(method.output.contains(#"// hfctl call HealthService/Watch -d '{"service":""}'"#))
                let message = try await server.hfctl("describe", "UpdateClusterRequest")
                #expect(message.output.contains("  oneof new_spec {\n    // Replaces the whole spec"))
                #expect(message.output.contains("    bytes spec = 3;\n"))
                #expect(message.output.contains("    bytes spec_merge_patch = 5;\n  }\n"))
                let labels = try await server.hfctl("describe", "hyperfleet.v1.Labels")
                #expect(labels.output.contains("  map<string, string> entries = 1;\n"))
                let words = try await server.hfctl("describe", "ServingStatus")
                #expect(words.output.contains("  SERVING_STATUS_SERVING = 1;\n"))

                let json = try await server.json("describe", "GetClusterRequest")
                #expect(json["is"]?.text == "message")
                #expect(json["fields"]?.items?.first?["type"]?.text == "hyperfleet.v1.ClusterReference")
                // The template itself is a request that can be read, if not meant.
                let template = try #require(json["template"]?.description)
                let call = try await server.hfctl("call", "ClusterService/Get", "-d", template)
                #expect(call.errors.contains("HYPERFLEET-VAL-000") && call.exitCode == 3, "\(call.errors)")

                let unknown = try await server.hfctl("describe", "ClusterServise")
                #expect(unknown.exitCode == 4)
                #expect(unknown.errors.contains("near are hyperfleet.v1.ClusterService"))
            }
        }

        @Test("The server's figures count what was called")
        func stats() async throws {
            try await withServer { server in
                _ = try await server.json("create", "cluster", "counted", "--spec", "-", input: "{}")
                _ = try await server.hfctl("get", "cluster", "counted")
                _ = try await server.hfctl("get", "cluster", "nobody")
                let stats = try await server.json("server", "stats")
                #expect(stats["version"]?.text == "0.1.0")
                #expect(stats["connections"]?["accepted"]?.numberText == "4")
                #expect(stats["connections"]?["refused"]?.numberText == "0")
                #expect(stats["calls"]?["started"]?.numberText == "4")
                #expect(stats["calls"]?["succeeded"]?.numberText == "2")
                #expect(stats["calls"]?["failed"]?.numberText == "1")
                #expect(stats["calls"]?["running"]?.numberText == "1")
                #expect(stats["violations"]?["total"]?.numberText == "0")
                let get = stats["methods"]?.items?.first { $0["method"]?.text == "hyperfleet.v1.ClusterService/Get" }
                #expect(get?["started"]?.numberText == "2")
                #expect(get?["handled"]?["OK"]?.numberText == "1")
                #expect(get?["handled"]?["NOT_FOUND"]?.numberText == "1")
                #expect(get?["duration"]?["count"]?.numberText == "2")
                let times = ["p50", "p90", "p99", "max"].compactMap {
                    Int(get?["duration"]?["\($0)Nanoseconds"]?.numberText ?? "")
                }
                #expect(times.count == 4 && times == times.sorted() && times[0] > 0)

                let lanes = stats["lanes"]?.items ?? []
                #expect(
                    lanes.map { $0["name"]?.text } == ["reader", "search", "write", "transaction", "list"])
                #expect(lanes[0]["connections"]?.numberText == "1")
                #expect(Int(lanes[2]["roundTrips"]?.numberText ?? "") ?? 0 > 0)
                #expect(lanes[2]["waiting"]?.numberText == "0")

                let table = try await server.hfctl("server", "stats")
                #expect(table.output.contains("1 NOT_FOUND"))
                #expect(table.output.contains("\nconnections: "))
                #expect(table.output.contains("\ndatabase reader: 1 open, 1 opened, "))

                let plan = try await server.hfctl("list", "clusters", "-l", "env=dev", "--explain-plan")
                #expect(plan.output.contains("labels_by_value") || plan.output.contains("labels_pkey"))
                let lines = try await server.json("list", "nodepools", "--explain-plan")["plan"]?.items ?? []
                #expect(lines.contains { $0.text?.contains("node_pools") == true })
                let refused = try await server.hfctl("list", "clusters", "--all", "--explain-plan")
                #expect(refused.exitCode == 2)
            }
        }
    }
}
