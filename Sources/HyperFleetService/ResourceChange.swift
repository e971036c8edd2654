internal import HyperFleetModel
internal import JSONModel

/// What a checked update asks for.
struct ResourceChange: Sendable {
    var spec: JSONDocument?
    var labels: Labels?
    /// 0 means any.
    var expectedVersion: Int64
    var caller: String
}
