import HyperFleetModel
import HyperFleetService
import Testing

@Suite struct ServiceErrorTests {
    @Test func storeErrorsKeepTheirWordsFromThePeer() {
        let error = ServiceError(.failure("relation clusters does not exist"))
        #expect(error.reason == .storeFailure)
        #expect(!error.message.contains("clusters"))
        #expect(error.logMessage == "relation clusters does not exist")
    }

    @Test func whatIsSafeToRepeatSaysSo() {
        let away = ServiceError(.unavailable("10.0.0.1", retryAfter: .seconds(1), processed: .maybe))
        #expect(away.reason == .unavailable && away.retryAfter == .seconds(1) && away.processed == .maybe)
        let conflict = ServiceError(.conflict)
        #expect(conflict.reason == .concurrentChange && conflict.processed == .no && conflict.retryAfter != nil)
        #expect(ServiceError(.overloaded(retryAfter: .seconds(2))).reason == .limitReached)
        #expect(ServiceError(.timedOut).reason == .deadlineExceeded)
        #expect(ServiceError(.cancelled).reason == .cancelled)
        #expect(ServiceError(.nameTaken).reason == .alreadyExists)
    }

    @Test func healthSaysWhyNot() async throws {
        let away = StoreError.unavailable("10.0.0.1", retryAfter: .seconds(1), processed: .no)
        let message = try #require(await FleetService.broken(away).check())
        #expect(message.contains("database"))
        #expect(!message.contains("10.0.0.1"))
        try await TestFleet.run { fleet in
            #expect(await fleet.service.check() == nil)
        }
    }
}
