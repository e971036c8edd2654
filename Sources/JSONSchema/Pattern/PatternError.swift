/// Why a regular expression cannot be used.
struct PatternError: Error {
    /// From 0, in code points of the pattern.
    let position: Int
    /// What is wrong, for people.
    let message: String

    /// Written out, a pattern's repetitions take more states than are allowed.
    static let tooLarge = PatternError(
        position: 0,
        message: "the pattern is too large: written out, its repetitions take more than "
            + "\(PatternProgram.largestSize) states")
}
