/// `$dynamicRef`: it leads to the schema that has the name in the outermost resource that validation came through.
struct DynamicReference: Sendable {
    /// The name's place among the program's `dynamicTargets`.
    let name: Int
    /// The schema that the reference names by itself.
    let fallback: Int
}
