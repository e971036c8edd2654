internal import JSONModel

/// JSON on lines: one for each item of a list, one for anything else.
struct JSONLinesPrinter: Printer {
    func text(of answer: any Presentable) throws -> String {
        try answer.jsonLines.map { $0.description + "\n" }.joined()
    }
}
