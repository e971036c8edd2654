internal import HyperFleetModel

/// What can be done with a fleet: every rule stands here, above the store and below the protocol.
///
/// Each operation takes what a caller said, unchecked, and answers values or a `ServiceError`. Nothing is kept
/// between calls but configuration, so that any number of servers can work on one database.
package struct FleetService: Sendable {
    let store: any Store
    private let specSchemas: Current<SpecSchemas>
    private let kinds: Current<KindSettings>
    private let tokenKey: PageTokenKey

    /// A service over `store`.
    ///
    /// - Parameters:
    ///   - schemas: What specs must look like; `adopt` replaces them.
    ///   - settings: Which adapters each kind waits for, and what deletes do; `adopt` replaces them.
    ///   - tokenKey: What page tokens are sealed with; the same on every server of a database.
    package init(store: any Store, schemas: SpecSchemas, settings: KindSettings, tokenKey: PageTokenKey) {
        self.store = store
        self.specSchemas = Current(schemas)
        self.kinds = Current(settings)
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

    /// The kinds' settings that hold now.
    package var settings: KindSettings { kinds.value }

    /// Has all calls that begin from here on follow `settings`; `sweep` makes what is stored follow them.
    package func adopt(_ settings: KindSettings) {
        kinds.replace(by: settings)
    }

    /// What specs must look like now.
    package var schemas: SpecSchemas { specSchemas.value }

    /// Has all calls that begin from here on check specs against `schemas`; what is stored is not looked at again.
    package func adopt(_ schemas: SpecSchemas) {
        specSchemas.replace(by: schemas)
    }

    var sealKey: SipHash.Key { SipHash.Key(first: tokenKey.high, second: tokenKey.low) }
}
