/// The program's one door to standard output.
enum Terminal {
    /// Writes a line.
    static func line(_ text: String) {
        print(text)
    }
}
