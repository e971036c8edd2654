/// Rows under headings, for people.
struct Table {
    var headings: [String]
    /// As many cells each as there are headings.
    var rows: [[String]]
    /// A line below the rows.
    var footer: String?

    init(_ headings: [String], _ rows: [[String]], footer: String? = nil) {
        self.headings = headings
        self.rows = rows
        self.footer = footer
    }
}
