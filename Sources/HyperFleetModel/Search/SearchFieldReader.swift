internal import JSONModel

/// Finds the field that a path means (behaviour.md section 7.4).
struct SearchFieldReader {
    let segments: [SearchSegment]
    let position: Int
    /// The path as it was written.
    let text: String

    static let roots = SearchColumn.allCases.map(\.rawValue) + ["labels", "spec", "status", "adapters", "owner"]

    /// As deep as a spec may be.
    static let maximumSteps = 64

    func field() throws(SearchError) -> SearchField {
        guard case .name(let root) = segments[0] else { throw unknown() }
        switch root {
        case "labels": return try label()
        case "spec": return .spec(try steps(from: 1))
        case "status": return try condition()
        case "adapters": return try adapter()
        default: return try column(root)
        }
    }

    private func error(_ found: String, expected: String) -> SearchError {
        SearchError(position: position, found: found, expected: expected)
    }

    private func unknown() -> SearchError {
        let close = Suggestion.closest(to: text, among: Self.roots).map { "'\($0)'" }
        let fields = "a field such as name, labels.<key>, spec.<path> or status.conditions.<Type>"
        return error("the unknown field '\(text)'", expected: close ?? fields)
    }

    private func column(_ root: String) throws(SearchError) -> SearchField {
        guard segments.count == 1 else { throw unknown() }
        if root == "owner" { return .column(.ownerID) }
        guard let column = SearchColumn(rawValue: root) else { throw unknown() }
        return .column(column)
    }

    /// A label's key has points of its own: all behind `labels.` is the key.
    private func label() throws(SearchError) -> SearchField {
        var parts: [String] = []
        for segment in segments.dropFirst() {
            switch segment {
            case .name(let name), .quoted(let name): parts.append(name)
            case .index: throw error("an index in a label's key", expected: "labels.<key>")
            }
        }
        let key = parts.joined(separator: ".")
        guard !key.isEmpty else { throw error("'\(text)'", expected: "labels.<key>") }
        return .label(key)
    }

    private func steps(from start: Int) throws(SearchError) -> [SearchStep] {
        guard segments.count > start else { throw error("'\(text)'", expected: "\(text).<path>") }
        guard segments.count - start <= Self.maximumSteps else {
            throw error("a path of \(segments.count) parts", expected: "at most \(Self.maximumSteps)")
        }
        return segments.dropFirst(start).map { segment in
            switch segment {
            case .name(let name), .quoted(let name): .key(name)
            case .index(let index): .index(index)
            }
        }
    }

    private func condition() throws(SearchError) -> SearchField {
        let form = "status.conditions.<Type> or status.conditions.<Type>.<member>"
        guard (3...4).contains(segments.count), segments[1] == .name("conditions") else {
            throw error("'\(text)'", expected: form)
        }
        let type = try conditionType(segments[2])
        guard segments.count == 4 else { return .condition(type: type, .status) }
        guard case .name(let name) = segments[3], let member = SearchField.ConditionMember(rawValue: name) else {
            let members = SearchField.ConditionMember.allCases.map(\.rawValue).joined(separator: ", ")
            throw error("'\(text)'", expected: "one of the members \(members)")
        }
        return .condition(type: type, member)
    }

    /// `^[A-Z][a-zA-Z0-9]*$`
    private func conditionType(_ segment: SearchSegment) throws(SearchError) -> String {
        guard case .name(let type) = segment, let first = type.utf8.first,
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first),
            type.utf8.allSatisfy({ Self.isAlphanumeric($0) })
        else {
            throw error("'\(text)'", expected: "a condition's type: an upper-case letter, then letters and digits")
        }
        return type
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }

    private func adapter() throws(SearchError) -> SearchField {
        let form =
            "adapters.<name> with observed_generation, created_time, last_report_time, conditions.<Type> "
            + "or data.<path> behind it"
        guard segments.count > 1, let name = Self.text(segments[1]), !name.isEmpty else {
            throw error("'\(text)'", expected: form)
        }
        guard segments.count > 2 else { return .adapter(name, .report) }
        guard case .name(let member) = segments[2] else { throw error("'\(text)'", expected: form) }
        switch (member, segments.count) {
        case ("observed_generation", 3): return .adapter(name, .observedGeneration)
        case ("created_time", 3): return .adapter(name, .createdTime)
        case ("last_report_time", 3): return .adapter(name, .lastReportTime)
        case ("conditions", 4): return .adapter(name, .condition(try conditionType(segments[3])))
        case ("data", _): return .adapter(name, .data(try steps(from: 3)))
        default: throw error("'\(text)'", expected: form)
        }
    }

    private static func text(_ segment: SearchSegment) -> String? {
        switch segment {
        case .name(let name), .quoted(let name): name
        case .index: nil
        }
    }
}
