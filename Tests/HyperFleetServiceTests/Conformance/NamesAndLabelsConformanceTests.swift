import HyperFleetModel
import JSONModel
import Testing

@Suite struct NamesAndLabelsConformanceTests {
    @Test func cases() async throws {
        let run = ConformanceRun(
            "names-and-labels.json",
            exceptions: [
                // The kind is no text of a request but its method's service.
                "knd-003": "D21", "knd-004": "D21", "knd-005": "D21",
                // The looser limits of the peer's storage layer do not exist here: a key's name part ends at 63.
                "lbm-003": "D11",
            ])
        try await run.run { conformanceCase in
            let input = conformanceCase.input
            switch conformanceCase.area {
            case "name.cluster", "name.nodepool", "name.generic":
                return Self.accepts(name: input) == conformanceCase.expectsSuccess
            case "labels":
                let labels = input["labels"]?.members.map { ($0.key, $0.value.text ?? "") } ?? []
                return Self.accepts(labels: labels) == conformanceCase.expectsSuccess
            case "labels.storage_limit":
                let label = (input["key"]?.text ?? "", input["value"]?.text ?? "")
                return Self.accepts(labels: [label]) == conformanceCase.expectsSuccess
            default:
                return nil
            }
        }
    }

    private static func accepts(name input: JSONValue) -> Bool {
        let name = input["name"]?.text ?? ""
        let minimum = Int(input["min_len"]?.int ?? 0)
        // A maximum of 0 means 100 in the data.
        let maximum = Int(input["max_len"]?.int ?? 0)
        let lengths = minimum...(maximum == 0 ? 100 : maximum)
        for kind in ResourceKind.allCases where ResourceName.lengths(of: kind) == lengths {
            return ResourceName.violations(of: name, kind: kind).isEmpty
        }
        return ResourceName.violations(of: name, lengths: lengths).isEmpty
    }

    private static func accepts(labels: [(String, String)]) -> Bool {
        Labels(Dictionary(uniqueKeysWithValues: labels)).violations.isEmpty
    }
}
