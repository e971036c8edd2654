internal import HyperFleetModel
internal import JSONModel

/// A report as it is written in a file: `adapter`, `observedGeneration`, `observedTime`, `conditions` and `data`, as
/// `hfctl get statuses -o json` names them.
struct ReportFile {
    private(set) var adapter: String?
    private(set) var observedGeneration: Int64?
    private(set) var observedTime: Timestamp?
    private(set) var conditions: [AdapterCondition] = []
    private(set) var data: [UInt8]?

    /// - Throws: a usage error that names the member that cannot be used.
    init(path: String) throws {
        let bytes = try DocumentReader.report.read(path)
        guard case .object(let object) = try JSONDocument(parsing: bytes, limits: .spec).value() else {
            throw CommandFailure.usage("\(path) must hold an object")
        }
        for (key, value) in object.members { try read(key, value, path) }
    }

    private mutating func read(_ key: String, _ value: JSONValue, _ path: String) throws {
        switch (key, value) {
        case ("adapter", .string(let text)): adapter = text
        case ("observedGeneration", .number(let number)): observedGeneration = Int64(number.text)
        case ("observedTime", .string(let text)): observedTime = Timestamp(rfc3339: text)
        case ("data", .object): data = value.serialized()
        case ("conditions", .array(let items)):
            conditions = try items.enumerated().map { try Self.condition($1, "\(path): conditions[\($0)]") }
        default:
            throw CommandFailure.usage(
                "\(path): '\(key)' cannot be used; a report has adapter, observedGeneration, observedTime, conditions "
                    + "and data")
        }
        if key == "observedGeneration", observedGeneration == nil {
            throw CommandFailure.usage("\(path): observedGeneration must be a whole number")
        }
        if key == "observedTime", observedTime == nil {
            throw CommandFailure.usage("\(path): observedTime must be a time by RFC 3339")
        }
    }

    private static func condition(_ value: JSONValue, _ place: String) throws -> AdapterCondition {
        guard case .object(let object) = value else { throw CommandFailure.usage("\(place) must be an object") }
        var texts: [String: String] = [:]
        for (key, value) in object.members {
            guard case .string(let text) = value,
                ["type", "status", "reason", "message", "lastTransitionTime"].contains(key)
            else {
                throw CommandFailure.usage(
                    "\(place).\(key) cannot be used; a condition has the texts type, status, reason and message")
            }
            texts[key] = text
        }
        guard let type = texts["type"], let status = texts["status"].flatMap(AdapterCondition.Status.init) else {
            throw CommandFailure.usage("\(place) needs a type and a status of True, False or Unknown")
        }
        return AdapterCondition(
            type: type, status: status, reason: texts["reason"] ?? "", message: texts["message"] ?? "",
            lastTransitionTime: Timestamp(microseconds: 0))
    }
}
