/// A `$ref` that leads to a file, or stays in its own: a path below the schema's folder, and a fragment.
struct FileReference {
    /// As it is written.
    let text: String
    /// Below the folder, without `.` and `..`; empty for the main file.
    let path: String
    /// Behind its `#`; empty when there is none.
    let fragment: String
    /// Whether the path leads above the folder, or begins at the root.
    let leadsOut: Bool

    /// - Parameter from: the path of the file that it stands in.
    /// - Returns: nil for a URI with a scheme or a host, which is no file of ours.
    init?(_ text: String, from: String) {
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let target = String(parts.first ?? "")
        guard !target.hasPrefix("//"), !(target.prefix { $0 != "/" }.contains(":")) else { return nil }
        self.text = text
        fragment = parts.count > 1 ? String(parts[1]) : ""
        guard !target.isEmpty else {
            path = from
            leadsOut = false
            return
        }
        var steps = target.hasPrefix("/") ? [] : from.split(separator: "/").dropLast().map(String.init)
        var leadsOut = target.hasPrefix("/")
        for step in target.split(separator: "/") where step != "." {
            if step != ".." {
                steps.append(String(step))
            } else if steps.popLast() == nil {
                leadsOut = true
            }
        }
        path = steps.joined(separator: "/")
        self.leadsOut = leadsOut
    }
}
