/// How much one message may hold on its way to JSON and back.
package struct MessageJSONLimits: Sendable, Hashable {
    /// The message's length.
    package var bytes: Int
    /// How deep messages may lie in each other.
    package var depth: Int
    /// How many values of fields it may have, inner messages included.
    package var fields: Int

    /// 4 MiB, 64 levels and a million values, unless said otherwise.
    package init(bytes: Int = 4 << 20, depth: Int = 64, fields: Int = 1 << 20) {
        self.bytes = bytes
        self.depth = depth
        self.fields = fields
    }
}
