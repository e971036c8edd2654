/// A pattern as a table: from each state, for each class of code points, the next state.
///
/// Built with the pattern, whole or not at all: matching looks a text's code points up one after the other, changes
/// nothing and allocates nothing. A class, so that who matches holds one reference instead of several.
final class PatternAutomaton: Sendable {
    private let alphabet: PatternAlphabet
    /// A row of `alphabet.count` entries for each state; a state is where its row begins. The first row is of the
    /// state that leads to no match, the second of a match, whatever follows.
    private let transitions: [UInt16]
    /// For each row, whether a text that ends there matches.
    private let acceptsAtEnd: [Bool]
    private let start: UInt16

    /// The most entries of a table, so that 16 bits hold where each row begins: 128 KiB.
    static let largestSize = 65_536

    /// How many entries the table has.
    var size: Int { transitions.count }

    /// A table whose states are numbers of rows.
    init(alphabet: PatternAlphabet, transitions: [UInt16], acceptsAtEnd: [Bool], start: UInt16) {
        let width = UInt16(alphabet.count)
        self.alphabet = alphabet
        self.transitions = transitions.map { $0 * width }
        self.acceptsAtEnd = acceptsAtEnd
        self.start = start * width
    }

    /// Moves through the code points of ASCII from `start` on, until another comes or the answer is clear.
    private func endOfASCII(_ text: Span<UInt8>, from start: Int, _ state: inout UInt16) -> Int {
        let accepted = UInt16(alphabet.count)
        return transitions.withUnsafeBufferPointer { next in
            alphabet.ascii.withUnsafeBufferPointer { classOfByte in
                text.withUnsafeBufferPointer { text in
                    var (current, index) = (state, start)
                    while current > accepted, index < text.count, text[index] < 0x80 {
                        let row = Int(current)
                        var following: UInt16
                        // Mostly a state leads to itself. Asked so, that is predicted, and a byte needs not wait for
                        // the state that the one before it leads to.
                        repeat {
                            following = next[row &+ Int(classOfByte[Int(text[index])])]
                            index &+= 1
                        } while following == current && index < text.count && text[index] < 0x80
                        current = following
                    }
                    state = current
                    return index
                }
            }
        }
    }

    /// Whether any part of the text matches; takes the bytes looked at off `budget`.
    func matches(_ text: Span<UInt8>, budget: inout Int) -> Bool {
        let accepted = UInt16(alphabet.count)
        var state = start
        var index = 0
        while state > accepted, index < text.count {
            index = endOfASCII(text, from: index, &state)
            guard state > accepted, index < text.count else { break }
            let (value, length) = text.codePoint(at: index)
            state = transitions[Int(state) + alphabet.classOf(value)]
            index += length
        }
        budget -= index
        return state == accepted || acceptsAtEnd[Int(state) / alphabet.count]
    }
}
