import HyperFleetProto
import RPCCore
import Testing

@Suite("A descriptor set is read by its names")
struct DescriptorPoolTests {
    private let pool = DescriptorPool.embedded

    @Test("files, messages, fields, enumerations, services and their comments")
    func contents() throws {
        let file = try #require(pool.files.first { $0.name == "hyperfleet/v1/resources.proto" })
        #expect(file.package == "hyperfleet.v1")
        #expect(file.dependencies == ["google/protobuf/timestamp.proto"])

        let labels = try #require(pool.message("hyperfleet.v1.Labels"))
        let entries = try #require(labels.field(named: "entries"))
        #expect(pool.mapEntry(of: entries)?.fullName == "hyperfleet.v1.Labels.EntriesEntry")
        #expect(labels.comment.hasPrefix("Labels of one resource."))
        #expect(entries.comment.hasPrefix("Value by key; at most 64."))

        let page = try #require(pool.message("hyperfleet.v1.PageRequest"))
        #expect(page.field(named: "page_size")?.number == page.field(named: "pageSize")?.number)
        #expect(page.field(named: "pageSize")?.kind == .int32)
        #expect(page.field(named: "page_Size") == nil)

        let update = try #require(pool.message("hyperfleet.v1.UpdateClusterRequest"))
        #expect(update.oneofs.map(\.name) == ["new_labels", "new_spec"])
        #expect(update.field(named: "spec")?.oneof == 1)
        #expect(update.field(named: "spec")?.hasPresence == true)

        let status = try #require(pool.enumeration("hyperfleet.v1.ConditionStatus"))
        #expect(status.number(of: "CONDITION_STATUS_FALSE") == 2)
        #expect(status.name(of: 1) == "CONDITION_STATUS_TRUE")
        #expect(status.values.allSatisfy { !$0.comment.isEmpty })

        let service = try #require(pool.service("hyperfleet.v1.HealthService"))
        let watch = try #require(service.method("Watch"))
        #expect(watch.kind == .serverStreaming)
        #expect(watch.isIdempotent)
        #expect(watch.comment.hasPrefix("Answers the present health at once"))
    }

    @Test("a symbol's files come with all that they import, imported ones first")
    func filesOfSymbol() throws {
        for symbol in [
            "hyperfleet.v1.ClusterService", "hyperfleet.v1.ClusterService/Get", "hyperfleet.v1.ClusterService.Get",
            "hyperfleet.v1.GetClusterRequest",
        ] {
            let files = try #require(pool.files(defining: symbol))
            #expect(
                files.map(\.name) == [
                    "google/protobuf/timestamp.proto", "hyperfleet/v1/resources.proto",
                    "hyperfleet/v1/adapter_status_service.proto", "hyperfleet/v1/cluster_service.proto",
                ])
            let alone = try DescriptorPool(files.descriptorSet)
            #expect(alone.service("hyperfleet.v1.ClusterService")?.methods.count == 9)
            #expect(alone.service("hyperfleet.v1.HealthService") == nil)
        }
        #expect(pool.files(defining: "hyperfleet.v1.ClusterService/Fetch") == nil)
        #expect(pool.files(defining: "") == nil)
        #expect(try DescriptorPool(pool.files.descriptorSet).symbols == pool.symbols)
    }

    @Test("what stands near a name that nothing has")
    func near() {
        #expect(pool.near("ClusterService") == ["hyperfleet.v1.ClusterService"])
        #expect(pool.near("hyperfleet.v1.ClusterServise") == ["hyperfleet.v1.ClusterService"])
        #expect(pool.near("ClusterServise/Gett") == ["hyperfleet.v1.ClusterService/Get"])
        #expect(pool.near("Status").contains("hyperfleet.v1.ServerService/Status"))
        #expect(pool.near("somethingEntirelyDifferent").isEmpty)
    }

    @Test("a set that lacks a type, defines one twice, or has groups is refused with the reason")
    func refusals() throws {
        let withoutImports = pool.files.filter { $0.name.hasPrefix("hyperfleet") }.descriptorSet
        let error = #expect(throws: DescriptorError.self) { try DescriptorPool(withoutImports) }
        #expect(error?.message.contains("google.protobuf.Timestamp, which is not in the set") == true)

        let twice = pool.files.descriptorSet + pool.files.descriptorSet
        #expect(throws: DescriptorError.self) { try DescriptorPool(twice) }

        let group = Wire.field(1, "g") + Wire.number(3, 1) + Wire.number(5, 10)
        let message = Wire.field(1, "M") + Wire.field(2, group)
        let withGroup = Wire.field(1, Wire.field(1, "a.proto") + Wire.field(4, message))
        let refused = #expect(throws: DescriptorError.self) { try DescriptorPool(withGroup) }
        #expect(refused?.message.contains("M.g is of a type that is not supported") == true)

        var nested = Wire.field(1, "M")
        for _ in 0..<40 { nested = Wire.field(1, "M") + Wire.field(3, nested) }
        let deep = Wire.field(1, Wire.field(4, nested))
        #expect(throws: DescriptorError.self) { try DescriptorPool(deep) }
    }

    @Test("damaged sets are read or refused, and nothing else")
    func damage() throws {
        var random = SeededGenerator(seed: TestSeed.value)
        let labels = try #require(pool.files(defining: "hyperfleet.v1.Labels")).descriptorSet
        var refused = 0
        for _ in 0..<300 {
            var set = random.flag() ? EverythingDescriptors.set : labels
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                set[Int.random(in: 0..<set.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            if random.flag() { set.removeLast(Int.random(in: 0..<set.count, using: &random)) }
            do throws(DescriptorError) {
                let pool = try DescriptorPool(set)
                // What was read must be usable, however strange.
                for file in pool.files {
                    for message in file.messages {
                        let bytes = random.bytes(0...40)
                        _ = try? MessageJSON(pool).json(of: bytes, as: message.fullName)
                    }
                }
            } catch {
                refused += 1
                #expect(!error.message.isEmpty)
            }
        }
        #expect(refused > 10, "\(TestSeed.note)")
    }
}
