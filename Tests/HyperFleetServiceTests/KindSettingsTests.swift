import HyperFleetModel
import HyperFleetService
import Testing

@Suite struct KindSettingsTests {
    @Test func theStandard() throws {
        let standard = KindSettings.standard
        let checked = try KindSettings(
            clusterAdapters: standard.clusterAdapters, nodePoolAdapters: standard.nodePoolAdapters)
        #expect(checked == standard)
        #expect(
            KindSettings.standard.requiredAdapters(of: .cluster) == ["validation", "dns", "pullsecret", "hypershift"])
        #expect(KindSettings.standard.requiredAdapters(of: .nodePool) == ["validation", "hypershift"])
    }

    @Test func everyMistakeIsNamed() {
        let error = #expect(throws: KindSettingsError.self) {
            try KindSettings(clusterAdapters: ["dns", "Bad", "dns", "a-1b", "a1b"], nodePoolAdapters: [""])
        }
        #expect(error?.mistakes.map(\.rule) == ["pattern", "unique", "collision", "required"])
        #expect(
            error?.mistakes.map(\.field) == [
                "Cluster required adapters[1]", "Cluster required adapters[2]", "Cluster required adapters[4]",
                "NodePool required adapters[0]",
            ])
        #expect(error?.description.split(separator: "\n").count == 4)
    }
}
