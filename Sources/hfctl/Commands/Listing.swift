internal import HyperFleetClient
internal import HyperFleetModel
internal import RPCCore

/// A list, as much of it as was asked for.
struct Listing {
    private let pages: PageOptions
    private let global: GlobalOptions

    init(_ pages: PageOptions, _ global: GlobalOptions) {
        self.pages = pages
        self.global = global
    }

    /// Shows the page asked for, or all pages as one list.
    func run(_ fetch: (PageRequest) async throws(RPCError) -> ResourcePage) async throws {
        var request = pages.request
        var page = try await fetch(request)
        var resources = page.resources
        let total = page.total
        while pages.all, !page.nextPageToken.isEmpty {
            request.token = page.nextPageToken
            request.wantsTotal = false
            page = try await fetch(request)
            resources += page.resources
        }
        try global.show(ResourceListView(resources, nextPageToken: page.nextPageToken, total: total))
        if resources.isEmpty { global.remark("There are none.") }
        if !page.nextPageToken.isEmpty {
            global.remark("There are more: add --all, or --page-token \(page.nextPageToken)")
        }
    }
}
