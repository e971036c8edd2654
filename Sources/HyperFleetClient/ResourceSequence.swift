public import HyperFleetModel
public import RPCCore

/// All resources of a list, newest first, fetched page by page while they are taken.
///
/// Pages follow each other by their tokens, so that nothing is listed twice and nothing that was there all along
/// is missed; what is created meanwhile is newer and does not appear. Each iteration begins anew.
public struct ResourceSequence: AsyncSequence, Sendable {
    /// Clusters or node pools.
    public typealias Element = Resource
    /// A page that could not be fetched ends the iteration.
    public typealias Failure = RPCError

    let first: PageRequest
    let fetch: @Sendable (PageRequest) async throws(RPCError) -> ResourcePage

    /// An iteration from the first page on.
    public func makeAsyncIterator() -> Iterator {
        Iterator(request: first, fetch: fetch)
    }

    /// Takes resources one by one, holding one page at a time.
    public struct Iterator: AsyncIteratorProtocol {
        /// The next page to ask for; nil behind the last one.
        private var request: PageRequest?
        private var page: ArraySlice<Resource> = []
        private let fetch: @Sendable (PageRequest) async throws(RPCError) -> ResourcePage

        init(
            request: PageRequest, fetch: @escaping @Sendable (PageRequest) async throws(RPCError) -> ResourcePage
        ) {
            self.request = request
            self.fetch = fetch
        }

        /// The next resource, fetching a page when the former one is used up; nil at the end.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(RPCError) -> Resource? {
            while page.isEmpty, let request {
                let answer = try await fetch(request)
                self.request = try Self.successor(of: request, after: answer)
                page = answer.resources[...]
            }
            return page.popFirst()
        }

        /// - Throws: `INTERNAL` when the server leads back to the page that it has just sent, without end.
        private static func successor(
            of request: PageRequest, after answer: ResourcePage
        ) throws(RPCError) -> PageRequest? {
            guard !answer.nextPageToken.isEmpty else { return nil }
            guard answer.nextPageToken != request.token else {
                throw RPCError(
                    .internalError, message: "the server names the same page as the next one", processed: .yes)
            }
            var next = request
            next.token = answer.nextPageToken
            next.number = 0
            next.wantsTotal = false
            return next
        }
    }
}
