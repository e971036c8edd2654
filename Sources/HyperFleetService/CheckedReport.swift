internal import HyperFleetModel
internal import JSONModel

/// A report whose form is good.
struct CheckedReport: Sendable {
    var adapter: String
    var observedGeneration: Int64
    var observedTime: Timestamp?
    var conditions: [AdapterCondition]
    var data: JSONDocument
    var preconditions = Preconditions.none
}
