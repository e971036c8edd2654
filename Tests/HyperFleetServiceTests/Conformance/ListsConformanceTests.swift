import HyperFleetModel
import JSONModel
import Testing

@testable import HyperFleetService

/// The cases about the parameters of lists.
@Suite struct ListsConformanceTests {
    @Test func cases() async throws {
        let run = ConformanceRun(
            "lists.json",
            exceptions: [
                // A column that is none of ours is told while the order is read, not by the database.
                "ord-020": "D17",
                // References are not ours.
                "lst-008": "D21", "lst-009": "D21", "lst-010": "D21",
                // Query strings are not ours: a message's page and size are numbers, absent ones are 0, and there is
                // no member that is unknown.
                "lst-011": "D21", "lst-013": "D21", "lst-015": "D21", "lst-017": "D21", "lst-020": "D21",
                "lst-029": "D21", "lst-031": "D21", "lst-032": "D21", "lst-033": "D21",
                // Pages hold up to 1,000.
                "lst-018": "D11",
            ])
        try await run.run { conformanceCase in
            switch conformanceCase.area {
            case "order": return Self.order(conformanceCase)
            case "list.parameters": return Self.parameters(conformanceCase)
            case "list.value_list": return Self.names(conformanceCase)
            case _: return nil
            }
        }
    }

    private static func order(_ conformanceCase: ConformanceCase) -> Bool? {
        let given = conformanceCase.input["order"]?.items.compactMap(\.text) ?? []
        do throws(ListOrder.Mistake) {
            let order = try ListOrder(parsing: given.joined(separator: ","))
            guard conformanceCase.expectsSuccess else { return false }
            return order == Self.wanted(conformanceCase.expected["columns"])
        } catch {
            return !conformanceCase.expectsSuccess
        }
    }

    /// The order that the columns of a case mean; the newest first is the peer's by the time of creation.
    private static func wanted(_ columns: JSONValue?) -> ListOrder {
        let texts = columns?.items.compactMap(\.text) ?? []
        guard texts != ["created_time desc"] else { return .newestFirst }
        return ListOrder(
            keys: texts.compactMap { text in
                let words = text.split(separator: " ")
                return words.first.flatMap { ListOrder.Column(rawValue: String($0)) }.map { column in
                    ListOrder.Key(column, isDescending: words.last == "desc")
                }
            })
    }

    /// Nil where the query string cannot be said in a message of ours.
    private static func parameters(_ conformanceCase: ConformanceCase) -> Bool? {
        guard let request = request(conformanceCase.input["query"]?.text ?? "") else { return nil }
        let expected = conformanceCase.expected
        do throws(ServiceError) {
            let query = try PageRules(kind: .cluster, owner: nil, key: SipHash.Key(first: 1, second: 2))
                .query(for: request)
            let order = (expected["order"]?.items.compactMap(\.text) ?? []).joined(separator: ",")
            return conformanceCase.expectsSuccess && Int64(query.limit) == expected["size"]?.int
                && isExpected(query.start, expected)
                && (query.order == wanted(expected["order"]) || order == request.order)
                && query.fields == (try? FieldMask(parsing: expected["fields"]?.items.compactMap(\.text) ?? []))
        } catch {
            // `status = active` is a search of the parameters' cases alone: a field that no resource has.
            if error.violations.map(\.field) == ["page.search"] {
                return request.search.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                    == expected["search"]?.text
            }
            let fields = expected["errors"]?.items.compactMap { $0["field"]?.text } ?? []
            return !conformanceCase.expectsSuccess && error.reason.rawValue == expected["code"]?.text
                && error.violations.map { $0.field.replacing("page.page_size", with: "size") }
                    .map { $0.replacing("page.page", with: "page") } == fields
        }
    }

    private static func isExpected(_ start: ListQuery.Start, _ expected: JSONValue) -> Bool {
        let page = expected["page"]?.int ?? 1
        let size = expected["size"]?.int ?? 20
        switch start {
        case .first: return page == 1
        case .offset(let offset): return Int64(offset) == (page - 1) * size
        case .after: return false
        }
    }

    private static func request(_ query: String) -> PageRequest? {
        var request = PageRequest()
        for part in query.drop(while: { $0 == "?" }).split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = (pair.count > 1 ? String(pair[1]) : "").replacing("%20", with: " ").replacing("%3D", with: "=")
            let isBlank = value.allSatisfy(\.isWhitespace)
            switch pair[0] {
            case "search": request.search = value
            case "order": request.order = value
            case "fields": request.fields = isBlank ? [] : [value]
            case "page" where isBlank: break
            case "page":
                guard let page = Int(value), page != 0 else { return nil }
                request.number = page
            case "size":
                guard let size = Int(value), size != 0 else { return nil }
                request.size = size
            case "unknown": break
            case _: return nil
            }
        }
        return request
    }

    private static func names(_ conformanceCase: ConformanceCase) -> Bool {
        let given = conformanceCase.input["values"]?.items.compactMap(\.text) ?? []
        return FieldMask.names(in: given) == conformanceCase.expected["values"]?.items.compactMap(\.text)
    }
}
