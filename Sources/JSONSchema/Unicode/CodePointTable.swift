/// Sets of code points by name, kept as text until one is asked for.
///
/// A line is the names of a set, a colon and its runs. A run is its distance from the end of the run before it and,
/// behind a dash, how many code points it has besides the first; both in base 36.
struct CodePointTable: Sendable {
    private let lines: [Substring: Substring]

    init(_ text: String) {
        var lines: [Substring: Substring] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            for name in parts[0].split(separator: " ") { lines[name] = parts[1] }
        }
        self.lines = lines
    }

    var names: some Sequence<Substring> { lines.keys }

    /// The set of this name, in order; nil when there is none.
    subscript(name: String) -> [ClosedRange<UInt32>]? {
        guard let line = lines[Substring(name)] else { return nil }
        var ranges: [ClosedRange<UInt32>] = []
        var distance: UInt32 = 0
        var number: UInt32 = 0
        var isLength = false
        var end: UInt32 = 0
        func finish() {
            let first = end + (isLength ? distance : number)
            end = first + (isLength ? number : 0)
            ranges.append(first...end)
        }
        for byte in line.utf8.dropFirst() {
            switch byte {
            case UInt8(ascii: " "):
                finish()
                (number, isLength) = (0, false)
            case UInt8(ascii: "-"):
                distance = number
                (number, isLength) = (0, true)
            default:
                number = number * 36 + UInt32(byte.isDigit ? byte - 0x30 : byte - 0x61 + 10)
            }
        }
        finish()
        return ranges
    }
}
