/// One name a line, to be given to other commands.
struct NamePrinter: Printer {
    func text(of answer: any Presentable) -> String {
        answer.names.map { Terminal.onOneLine($0) + "\n" }.joined()
    }
}
