/// A pattern as a table: from each state, for each class of code points, the next state.
///
/// Built with the pattern, whole or not at all: matching looks a text's code points up one after the other, changes
/// nothing and allocates nothing.
struct PatternAutomaton: Sendable {
    /// The state that no text leads away from to a match.
    static let dead: UInt16 = 0
    /// The state of a match, whatever follows.
    static let accepted: UInt16 = 1

    let alphabet: PatternAlphabet
    /// `alphabet.count` entries for each state.
    let transitions: [UInt16]
    /// For each state, whether a text that ends there matches.
    let acceptsAtEnd: [Bool]
    let start: UInt16

    /// Whether any part of the text matches; takes the code points looked at off `budget`.
    func matches(_ text: Span<UInt8>, budget: inout Int) -> Bool {
        var state = start
        var index = 0
        while state > Self.accepted, index < text.count {
            let byte = text[index]
            let classNumber: Int
            if byte < 0x80 {
                classNumber = alphabet.classOf(ascii: byte)
                index += 1
            } else {
                let (value, length) = text.codePoint(at: index)
                classNumber = alphabet.classOf(value)
                index += length
            }
            state = transitions[Int(state) * alphabet.count + classNumber]
        }
        budget -= index
        return state == Self.accepted || acceptsAtEnd[Int(state)]
    }
}
