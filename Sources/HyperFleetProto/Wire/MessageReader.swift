internal import CHyperFleetProto
internal import HyperFleetModel
internal import RPCCore

/// Copies the fields of a form into Swift values, and collects what breaks a rule on the way.
///
/// A field that cannot be read gives some value and a violation: the whole message is dropped then, and its sender
/// learns of all its mistakes at once.
struct MessageReader {
    /// Whether the resources being read may lack members, since a mask of fields left them out.
    var isPartial = false
    /// In the order found, with paths from the outermost message; at most `WireLimits.violations`.
    private(set) var violations: [FieldViolation] = []

    /// Notes that `field` breaks `rule`; its path is relative to the message being read.
    mutating func refuse(_ field: String, rule: String, message: String, value: String? = nil) {
        guard violations.count < WireLimits.violations else { return }
        violations.append(
            FieldViolation(
                field: field, rule: rule, message: message, value: value.map { ViolationValue.shown($0) }))
    }

    /// Reads inside the field `field`, or inside one element of it: violations found there get its path.
    mutating func inside<Value>(
        _ field: StaticString, index: Int? = nil, _ read: (inout MessageReader) -> Value
    ) -> Value {
        let before = violations.count
        let value = read(&self)
        if violations.count > before { prefix(from: before, field: field, index: index) }
        return value
    }

    private mutating func prefix(from first: Int, field: StaticString, index: Int?) {
        let place = index.map { "\(field)[\($0)]" } ?? "\(field)"
        for position in first..<violations.count {
            let inner = violations[position].field
            let separator = inner.isEmpty || inner.hasPrefix("[") ? "" : "."
            violations[position].field = place + separator + inner
        }
    }

    /// The elements of a repeated message, without those that cannot be read.
    mutating func list<Form, Value>(
        _ forms: UnsafeMutablePointer<UnsafeMutablePointer<Form>?>?, _ count: Int, _ field: StaticString,
        _ read: (inout MessageReader, UnsafeMutablePointer<Form>) -> Value?
    ) -> [Value] {
        guard let forms, count > 0 else { return [] }
        var values: [Value] = []
        values.reserveCapacity(count)
        for index in 0..<count {
            guard let form = forms[index] else { continue }
            if let value = inside(field, index: index, { read(&$0, form) }) { values.append(value) }
        }
        return values
    }
}
