internal import ArgumentParser
internal import HyperFleetModel

/// Which part of a list is wanted.
struct PageOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How many items a page holds, 1 to 1000; 20 unless given.", valueName: "n"))
    var pageSize: Int?

    @Option(help: ArgumentHelp("The n-th page, from 1.", valueName: "n"))
    var page: Int?

    @Option(help: ArgumentHelp("The page behind the one that named this token.", valueName: "token"))
    var pageToken: String?

    @Flag(help: "All items, page after page.")
    var all = false

    @Flag(help: "Count all items that match, too.")
    var total = false

    @Flag(help: "List resources that are marked for deletion, too.")
    var showDeleted = false

    @Option(
        name: .customLong("where"),
        help: ArgumentHelp(
            "Only what this search finds, such as \"status.conditions.Reconciled = 'False'\".",
            valueName: "search"))
    var search: String?

    @Option(
        name: [.customShort("l"), .customLong("selector")],
        help: ArgumentHelp("Only what this label selector selects: 'env in (a,b),!canary'.", valueName: "selector"))
    var labelSelector: String?

    func validate() throws {
        if let pageSize, !(1...1000).contains(pageSize) {
            throw ValidationError("--page-size takes 1 to 1000.")
        }
        if let page, page < 1 { throw ValidationError("--page takes a number from 1 on.") }
        if [page != nil, pageToken != nil, all].count(where: \.self) > 1 {
            throw ValidationError("--page, --page-token and --all exclude each other.")
        }
    }

    /// The page asked for, or the first one of all.
    var request: PageRequest {
        PageRequest(
            size: pageSize ?? (all ? 200 : 0), token: pageToken ?? "", number: page ?? 0, wantsTotal: total,
            showDeleted: showDeleted, search: search ?? "", selector: labelSelector ?? "")
    }
}
