internal import Foundation

/// The program's doors: standard input by lines, standard output unbuffered.
enum Terminal {
    /// The next line; nil at the end.
    static func nextLine() -> String? { readLine(strippingNewline: true) }

    /// Writes a line at once: whoever waits for it sends nothing before.
    static func line(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
}
