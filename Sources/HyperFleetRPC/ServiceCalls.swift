internal import HyperFleetModel
internal import HyperFleetService
internal import Logging
internal import RPCCore

/// Makes the service's calls for handlers: gives errors their form for the peer, and defects to the log.
struct ServiceCalls: Sendable {
    let service: FleetService
    /// How long a streamed list may hold its snapshot.
    let streamLimits: StreamLimits
    let logger: Logger

    /// Runs one call of the service.
    func make<Value>(
        _ context: CallContext, _ call: (FleetService) async throws(ServiceError) -> Value
    ) async throws(RPCError) -> Value {
        do throws(ServiceError) {
            return try await call(service)
        } catch {
            throw answer(to: error, context)
        }
    }

    /// Sends a part of a stream; where the call has ended meanwhile, the service learns that it was cancelled.
    func send<Answer: RPCMessage>(
        _ answer: Answer, to answers: AnswerWriter<Answer>
    ) async throws(ServiceError) {
        do throws(RPCError) {
            try await answers.write(answer)
        } catch {
            throw ServiceError(.cancelled, "The call was cancelled.", processed: .maybe)
        }
    }

    /// What the peer is told of an error.
    ///
    /// A defect's own words go to the log under the call's id, which is all that the peer learns of them; so do the
    /// words of a refusal that an operator has to do something about.
    func answer(to error: ServiceError, _ context: CallContext) -> RPCError {
        var answer = RPCError(error)
        if error.reason == .storeFailure || error.reason == .internalError {
            answer.details["call_id"] = context.callID
            logger.error(
                "the call failed for a defect",
                metadata: [
                    "call_id": "\(context.callID)", "method": "\(context.method.path)",
                    "reason": "\(error.reason.rawValue)", "detail": "\(error.logMessage)",
                ])
        } else if !error.logMessage.isEmpty {
            logger.error(
                "the call was refused for the state of the database",
                metadata: [
                    "call_id": "\(context.callID)", "method": "\(context.method.path)",
                    "reason": "\(error.reason.rawValue)", "detail": "\(error.logMessage)",
                ])
        }
        return answer
    }
}
