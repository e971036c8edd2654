/// Why a regular expression cannot be used.
struct PatternError: Error {
    /// From 0, in code points of the pattern.
    let position: Int
    /// What is wrong, for people.
    let message: String
}
