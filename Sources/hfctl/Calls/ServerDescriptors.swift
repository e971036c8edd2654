internal import HyperFleetClient
internal import HyperFleetProto
internal import RPCCore

/// What a server says of its services and messages.
enum ServerDescriptors {
    /// Asks the server for all descriptors of what it serves.
    ///
    /// - Throws: the call's status; `INTERNAL` where the descriptors make no sense.
    static func fetch(_ client: FleetClient) async throws(RPCError) -> DescriptorPool {
        let answer: GetDescriptorsResponse = try await client.caller.call(
            ReflectionMethods.getDescriptors, GetDescriptorsRequest(symbol: ""), options: CallOptions())
        do throws(DescriptorError) {
            return try DescriptorPool(answer.fileDescriptorSet)
        } catch {
            throw RPCError(
                .internalError, message: "the server's descriptors cannot be used: \(error.message)", processed: .yes)
        }
    }
}
