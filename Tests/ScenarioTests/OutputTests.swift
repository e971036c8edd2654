import Foundation
import HyperFleetClient
import JSONModel
import Testing

extension Scenarios {
    @Suite("Output of hfctl")
    struct OutputTests {
        static let spec = #"""
            {"big": 9007199254740993, "price": 1.10, "tiny": 1.5e-7, "texts": ["1.10", "yes", "", "a: b", "ü\n"],
             "none": null, "region": "north", "deep": {"empty": {}, "list": []}}
            """#

        @Test("Numbers come back as they were sent, from JSON and from YAML")
        func numbersSurvive() async throws {
            try await withServer { server in
                let yaml = "big: 9007199254740993\nprice: 1.10\nlist:\n- 0.30000000000000000001\n- '1.10'\n"
                let created = [
                    try await server.json("create", "cluster", "from-json", "--spec", "-", input: Self.spec),
                    try await server.json("create", "cluster", "from-yaml", "--spec", "-", input: yaml),
                ]
                for resource in created {
                    let name = try #require(resource["name"]?.text)
                    for answer in [resource, try await server.json("get", "cluster", name)] {
                        #expect(answer["spec"]?["big"]?.numberText == "9007199254740993")
                        #expect(answer["spec"]?["price"]?.numberText == "1.10")
                    }
                }
                let list = created[1]["spec"]?["list"]?.items
                #expect(list?.first?.numberText == "0.30000000000000000001")
                #expect(list?.last?.text == "1.10")
                let sent = try JSONParser.parse(Array(Self.spec.utf8), limits: .spec)
                #expect(created[0]["spec"] == sent)
            }
        }

        @Test("What -o yaml writes, hfctl reads as the same")
        func yamlReadsBack() async throws {
            try await withServer { server in
                let first = try await server.json("create", "cluster", "first", "--spec", "-", input: Self.spec)
                let yaml = try await server.hfctl("get", "cluster", "first", "-o", "yaml")
                #expect(yaml.exitCode == 0)
                let spec = Self.member("spec", ofYAML: yaml.output)
                #expect(spec.contains("price: 1.10\n"))
                let second = try await server.json("create", "cluster", "second", "--spec", "-", input: spec)
                #expect(first["spec"] == second["spec"])
                #expect(second["spec"]?["price"]?.numberText == "1.10")
            }
        }

        @Test("A resource as JSON has the documented members, in order")
        func jsonShape() async throws {
            try await withServer { server in
                let cluster = try await server.json(
                    "create", "cluster", "prod", "--label", "env=prod", "--label", "team=a.b", "--spec", "-",
                    input: "{}")
                #expect(
                    Self.keys(cluster) == [
                        "kind", "id", "name", "labels", "spec", "generation", "generationTime", "resourceVersion",
                        "conditions", "createdTime", "createdBy", "updatedTime", "updatedBy",
                    ])
                #expect(cluster["labels"]?["team"]?.text == "a.b")
                let pool = try await server.json(
                    "create", "np", "workers", "--cluster", "prod", "--spec", "-", input: "replicas: 2")
                #expect(Self.keys(pool).contains("owner"))
                #expect(pool["owner"]?["id"] == cluster["id"])
                let deleted = try await server.json("delete", "cluster", "prod")
                #expect(deleted["outcome"]?.text == "MARKED")
                #expect(Timestamp(rfc3339: deleted["deletedTime"]?.text ?? "") != nil)
            }
        }

        @Test("What others have written cannot move a person's cursor, and reaches programs as it stands")
        func controls() async throws {
            try await withServer { server in
                let nasty = "no room\u{1B}[2J\u{1B}]0;mine\u{07}\u{202E}"
                _ = try await server.json("create", "cluster", "prod", "--spec", "-", input: #"{"region":"north"}"#)
                let report = try await server.hfctl(
                    "report", "status", "cluster", "prod", "--adapter", "dns", "--generation", "1", "--condition",
                    "Available=False:Full:\(nasty)", "--condition", "Applied=True", "--condition", "Health=True")
                #expect(report.exitCode == 0, "\(report.errors)")
                let program = try await server.hfctl("why", "cluster", "prod", "-o", "json")
                #expect(program.output.contains(#"no room\u001b[2J"#), "\(program.output)")
                // A terminal of its own, made by util-linux.
                let hfctl = Repository.programs.appendingPathComponent("hfctl").path
                let screen = try await ProgramRun.run(
                    "/usr/bin/script", ["-qec", "'\(hfctl)' why cluster prod", "/dev/null"],
                    environment: ["HYPERFLEET_SERVER": server.unix.description, "NO_COLOR": "1"])
                #expect(screen.exitCode == 0, "\(screen.errors)")
                #expect(screen.output.contains("no room"))
                for control in ["\u{1B}", "\u{07}", "\u{202E}"] {
                    #expect(!screen.output.contains(control), "\(screen.output.debugDescription)")
                }
            }
        }

        @Test("Lists: pages, totals, names and the way on")
        func lists() async throws {
            try await withServer { server in
                for index in 1...5 {
                    _ = try await server.json("create", "cluster", "cluster-\(index)", "--spec", "-", input: "{}")
                }
                let page = try await server.json("list", "clusters", "--page-size", "2", "--total")
                #expect(page["items"]?.items?.compactMap { $0["name"]?.text } == ["cluster-5", "cluster-4"])
                #expect(page["total"]?.numberText == "5")
                let token = try #require(page["nextPageToken"]?.text)
                let next = try await server.hfctl(
                    "list", "clusters", "--page-size", "2", "--page-token", token, "-o", "name")
                #expect(next.output == "cluster/cluster-3\ncluster/cluster-2\n")
                let third = try await server.json("list", "clusters", "--page-size", "2", "--page", "3")
                #expect(third["items"]?.items?.compactMap { $0["name"]?.text } == ["cluster-1"])
                #expect(third["nextPageToken"]?.text == "")
                let all = try await server.hfctl("list", "clusters", "--all", "--page-size", "2", "-o", "name")
                #expect(all.output.split(separator: "\n").count == 5)
                let table = try await server.hfctl("list", "clusters", "--page-size", "2", "--total")
                #expect(table.output.hasPrefix("NAME        ID "))
                #expect(table.output.hasSuffix("total: 5\n"))
                #expect(table.errors.contains("--page-token"))
            }
        }

        @Test("Several resources are answered as a list, and part of them with code 10")
        func several() async throws {
            try await withServer { server in
                _ = try await server.json("create", "cluster", "one", "--spec", "-", input: "{}")
                _ = try await server.json("create", "cluster", "two", "--spec", "-", input: "{}")
                let both = try await server.json("get", "clusters", "one", "cluster/two")
                #expect(both["items"]?.items?.count == 2)
                let part = try await server.hfctl("get", "cluster", "one", "absent", "-o", "json")
                #expect(part.exitCode == 10)
                #expect(part.output.contains("\"one\""))
                let failure = try JSONParser.parse(Array(part.errors.utf8), limits: .document)
                #expect(failure["failures"]?.items?.first?["subject"]?.text == "absent")
                let none = try await server.hfctl("get", "cluster", "absent", "absent-too")
                #expect(none.exitCode == 4)
                #expect(none.output == "")
            }
        }

        private static func keys(_ value: JSONValue) -> [String] {
            guard case .object(let object) = value else { return [] }
            return object.members.map(\.key)
        }

        /// The lines below `name:`, moved to the left margin.
        private static func member(_ name: String, ofYAML text: String) -> String {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let below = lines.drop { $0 != "\(name):" }.dropFirst().prefix { $0.hasPrefix("  ") }
            return below.map { $0.dropFirst(2) + "\n" }.joined()
        }
    }
}
