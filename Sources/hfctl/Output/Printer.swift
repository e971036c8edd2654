/// One way to write answers.
protocol Printer: Sendable {
    /// `answer` in this format, with the line break at its end.
    func text(of answer: any Presentable) throws -> String
}
