internal import HyperFleetServer

extension CommandFailure {
    /// Runs `body` and turns whatever it throws into a sentence and an exit code.
    static func translating(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as SettingsError {
            throw CommandFailure(.usage, error.problems.joined(separator: "\nhyperfleet-api: "))
        } catch let error as StartFailure {
            throw CommandFailure(code(of: error.kind), error.message)
        } catch let error as CommandFailure {
            throw error
        } catch is CancellationError {
            throw CommandFailure(.internalError, "cancelled")
        } catch {
            throw CommandFailure(.internalError, "\(error)")
        }
    }

    private static func code(of kind: StartFailure.Kind) -> Code {
        switch kind {
        case .usage: .usage
        case .providerSchema, .spec: .invalidInput
        case .differences: .differencesFound
        case .databaseSchema: .conflict
        case .inUse, .databaseAway: .unavailable
        case .other: .internalError
        }
    }
}
