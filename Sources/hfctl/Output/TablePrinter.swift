/// Columns as wide as what is in them, three spaces between.
struct TablePrinter: Printer {
    func text(of answer: any Presentable) -> String {
        let table = answer.table
        let lines = [table.headings] + table.rows.map { $0.map(Self.shown) }
        let widths = table.headings.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        var text = ""
        for line in lines {
            var row = ""
            for (cell, width) in zip(line, widths) {
                row += cell + String(repeating: " ", count: width - cell.count + 3)
            }
            while row.last == " " { row.removeLast() }
            text += row + "\n"
        }
        if let footer = table.footer { text += footer + "\n" }
        return text
    }

    /// A cell never breaks its row, and an empty one is seen.
    private static func shown(_ cell: String) -> String {
        cell.isEmpty ? "-" : Terminal.onOneLine(cell)
    }
}
