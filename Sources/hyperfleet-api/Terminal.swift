internal import Foundation

/// The two streams of the program: data goes to standard output, everything else to standard error.
enum Terminal {
    /// Writes data for the caller, a line at a time.
    static func write(_ text: String, terminator: String = "\n") {
        FileHandle.standardOutput.write(Data((text + terminator).utf8))
    }

    /// Tells what went wrong; `named` puts the program's name in front.
    static func report(_ text: String, named: Bool = true) {
        let line = named ? "hyperfleet-api: \(text)\n" : text + "\n"
        FileHandle.standardError.write(Data(line.utf8))
    }
}
