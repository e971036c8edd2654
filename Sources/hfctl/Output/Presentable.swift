internal import JSONModel

/// An answer that every printer can write.
protocol Presentable {
    /// For programs; docs/hfctl.md lists the members.
    ///
    /// - Throws: `CommandFailure` when the server sent a document that is no JSON.
    var json: JSONValue { get throws }
    /// The items where the answer is a list, else the answer itself.
    var jsonLines: [JSONValue] { get throws }
    /// For people.
    var table: Table { get }
    /// `cluster/NAME`, and the like.
    var names: [String] { get }
}

extension Presentable {
    var jsonLines: [JSONValue] {
        get throws { [try json] }
    }
}
