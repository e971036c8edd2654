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

    @Flag(help: "All items, from one snapshot, as they come.")
    var all = false

    @Option(help: ArgumentHelp("At most this many items, over as many pages as it takes.", valueName: "n"))
    var limit: Int?

    @Option(
        help: ArgumentHelp(
            "What comes first, such as 'name asc, created_time desc'; newest first unless given.", valueName: "order"))
    var order: String?

    @Option(
        help: ArgumentHelp(
            "Only these members, with commas between them: 'name,labels,status.conditions.reason'.",
            valueName: "names"))
    var fields: String?

    @Flag(help: "Count all items that match, too.")
    var total = false

    @Flag(help: "Show how the database would look for the page, and read nothing.")
    var explainPlan = false

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

    /// What `fields` asks for.
    var mask: FieldMask {
        get throws {
            do throws(FieldMask.Mistake) {
                return try FieldMask(parsing: fields.map { [$0] } ?? [])
            } catch {
                throw ValidationError("--fields: '\(error.name)' \(error.message).")
            }
        }
    }

    func validate() throws {
        if let pageSize, !(1...1000).contains(pageSize) {
            throw ValidationError("--page-size takes 1 to 1000.")
        }
        if let page, page < 1 { throw ValidationError("--page takes a number from 1 on.") }
        if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1 on.") }
        if [page != nil, pageToken != nil, all].count(where: \.self) > 1 {
            throw ValidationError("--page, --page-token and --all exclude each other.")
        }
        if limit != nil, page != nil || all { throw ValidationError("--limit has no place beside --page or --all.") }
        if explainPlan, limit != nil || all {
            throw ValidationError("--explain-plan has no place beside --limit or --all: it is for one page.")
        }
        _ = try mask
    }

    /// The page asked for, or the first one of all.
    var request: PageRequest {
        PageRequest(
            size: pageSize ?? limit.map { min($0, 200) } ?? 0, token: pageToken ?? "", number: page ?? 0,
            wantsTotal: total, showDeleted: showDeleted, search: search ?? "", selector: labelSelector ?? "",
            order: order ?? "", fields: fields.map { [$0] } ?? [], wantsPlan: explainPlan)
    }
}
