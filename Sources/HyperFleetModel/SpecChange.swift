/// How an update changes a spec (behaviour.md D12).
public enum SpecChange: Sendable, Hashable {
    /// The whole spec is replaced: a JSON object in UTF-8, at most 256 KiB.
    case replace([UInt8])
    /// A JSON merge patch (RFC 7396) of the stored spec: a JSON object in UTF-8, at most 256 KiB, whose nulls remove
    /// members.
    case merge([UInt8])
}
