internal import JSONModel

/// Writes the answers of a call as JSON: one by itself over several lines, those of a stream each on one line.
struct AnswerPrinter: Sendable {
    let format: OutputFormat
    let isStream: Bool

    func write(_ answer: JSONValue) throws(CommandFailure) {
        switch format {
        case .table, .json, .name:
            let text = isStream ? answer.description : JSONPrinter.text(of: answer)
            Terminal.output.write(text + "\n")
        case .jsonl: Terminal.output.write(answer.description + "\n")
        case .yaml:
            Terminal.output.write((isStream ? "---\n" : "") + (try YAMLPrinter.text(of: answer)))
        }
    }
}
