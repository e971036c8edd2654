import JSONModel

/// All that a value holds, as text that does not depend on the order of a dictionary: equal for equal values.
///
/// It looks at every stored property, so a field that is added later is compared without a change here.
func fingerprint(_ value: Any) -> String {
    if let document = value as? JSONDocument { return "json:" + hex(document.bytes) }
    if let labels = value as? [String: String] { return "\(labels.sorted { $0.key < $1.key })" }
    if let bytes = value as? [UInt8] { return hex(bytes) }
    if let text = value as? String { return text.debugDescription }
    let mirror = Mirror(reflecting: value)
    guard !mirror.children.isEmpty else { return "\(value)" }
    let parts = mirror.children.map { "\($0.label ?? "_"): \(fingerprint($0.value))" }
    return "\(mirror.subjectType)(\(parts.joined(separator: ", ")))"
}
