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

    /// How the resources of a list are had.
    struct Source {
        let page: (PageRequest) async throws(RPCError) -> ResourcePage
        let stream: (PageRequest) async throws(RPCError) -> AnswerStream<StreamPart>
    }

    /// Shows the page asked for, as many items as asked for, or all of them as one list.
    func run(_ source: Source) async throws {
        if pages.all { return try await runAll(source) }
        var request = pages.request
        var page = try await source.page(request)
        if pages.explainPlan { return try global.show(PlanView(plan: page.plan)) }
        var resources = page.resources
        let total = page.total
        while let limit = pages.limit, resources.count < limit, !page.nextPageToken.isEmpty {
            request.token = page.nextPageToken
            request.size = min(limit - resources.count, 1_000)
            request.wantsTotal = false
            page = try await source.page(request)
            resources += page.resources
        }
        try global.show(try view(resources, nextPageToken: page.nextPageToken, total: total))
        if resources.isEmpty { global.remark("There are none.") }
        if !page.nextPageToken.isEmpty {
            global.remark("There are more: add --all, or --page-token \(page.nextPageToken)")
        }
    }

    /// From one snapshot; where the server cuts the stream, the rest is from a newer one.
    private func runAll(_ source: Source) async throws {
        var request = pages.request
        let total = pages.total
        request.wantsTotal = false
        var resources: [Resource] = []
        var count: Int64 = 0
        while true {
            do {
                for try await part in try await source.stream(request) {
                    count += Int64(part.resources.count)
                    if global.output.isWrittenAsItComes {
                        try global.show(try view(part.resources))
                    } else {
                        resources += part.resources
                    }
                }
                break
            } catch let error as RPCError {
                guard error.reason == ErrorReason.streamCut.rawValue, let token = error.details["page_token"] else {
                    throw error
                }
                request.token = token
                global.remark("The list was cut after \(count) items; the rest is from a newer snapshot.")
            }
        }
        if !global.output.isWrittenAsItComes { try global.show(try view(resources, total: total ? count : nil)) }
        if count == 0 { global.remark("There are none.") }
    }

    private func view(
        _ resources: [Resource], nextPageToken: String = "", total: Int64? = nil
    ) throws -> any Presentable {
        let mask = try pages.mask
        return mask.isAll
            ? ResourceListView(resources, nextPageToken: nextPageToken, total: total)
            : MaskedListView(resources, mask: mask, nextPageToken: nextPageToken, total: total)
    }
}

extension OutputFormat {
    /// Whether the items of a list can be written one by one, so that none is kept.
    fileprivate var isWrittenAsItComes: Bool {
        switch self {
        case .jsonl, .name: true
        case .table, .json, .yaml: false
        }
    }
}
