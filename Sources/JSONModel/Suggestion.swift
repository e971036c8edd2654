/// Finds what somebody who mistyped a name has probably meant.
package enum Suggestion {
    /// Longer names, and candidates behind so many, are not looked at: the work stays small whatever a peer sends.
    private static let longestName = 64
    package static let mostCandidates = 256

    /// The candidate with the fewest edits from `text`; nil when all differ in more than a third of it.
    package static func closest(to text: String, among candidates: [String]) -> String? {
        guard text.utf8.count <= longestName else { return nil }
        let candidates = candidates.prefix(mostCandidates).filter { $0.utf8.count <= longestName }
        // Of a short name something must be right.
        let limit = min(max(2, text.count / 3), text.count - 1)
        let ranked = candidates.map { (name: $0, edits: edits(from: text.lowercased(), to: $0.lowercased())) }
        return ranked.filter { $0.edits <= limit }.min { ($0.edits, $0.name) < ($1.edits, $1.name) }?.name
    }

    /// How many characters must be inserted, removed or replaced to make `target` of `source`.
    package static func edits(from source: String, to target: String) -> Int {
        let target = Array(target)
        var row = Array(0...target.count)
        for (sourceIndex, character) in source.enumerated() {
            var diagonal = row[0]
            row[0] = sourceIndex + 1
            for targetIndex in target.indices {
                let replaced = diagonal + (character == target[targetIndex] ? 0 : 1)
                diagonal = row[targetIndex + 1]
                row[targetIndex + 1] = min(replaced, diagonal + 1, row[targetIndex] + 1)
            }
        }
        return row[target.count]
    }
}
