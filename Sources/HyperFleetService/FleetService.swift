internal import HyperFleetModel

/// What can be done with a fleet: every rule stands here, above the store and below the protocol.
///
/// Each operation takes what a caller said, unchecked, and answers values or a `ServiceError`. Nothing is kept
/// between calls but configuration, so that any number of servers can work on one database.
package struct FleetService: Sendable {
    let store: any Store
    let schemas: SpecSchemas
    let settings: KindSettings
    private let tokenKey: PageTokenKey

    /// A service over `store`.
    ///
    /// - Parameters:
    ///   - schemas: What specs must look like.
    ///   - settings: Which adapters each kind waits for.
    ///   - tokenKey: What page tokens are sealed with; the same on every server of a database.
    package init(store: any Store, schemas: SpecSchemas, settings: KindSettings, tokenKey: PageTokenKey) {
        self.store = store
        self.schemas = schemas
        self.settings = settings
        self.tokenKey = tokenKey
    }

    /// Whether calls can be expected to work now: nil when they can, else why not, in words for people.
    package func check() async -> String? {
        do throws(StoreError) {
            try await store.check()
            return nil
        } catch {
            return ServiceError(error).message
        }
    }

    var sealKey: SipHash.Key { SipHash.Key(first: tokenKey.high, second: tokenKey.low) }
}
