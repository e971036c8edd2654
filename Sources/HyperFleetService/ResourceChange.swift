internal import HyperFleetModel
internal import JSONModel

/// What a checked update asks for.
struct ResourceChange: Sendable {
    enum Spec: Sendable {
        /// Checked against the schema.
        case replaced(JSONDocument)
        /// A patch, to be merged into what is stored and checked then.
        case merged(JSONValue)
    }

    var spec: Spec?
    var labels: LabelChange?
    var preconditions: Preconditions
    var caller: String
}
