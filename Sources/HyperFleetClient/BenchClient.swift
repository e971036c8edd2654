package import HyperFleetModel
internal import HyperFleetProto
package import RPCCore

/// Measures the way of a call by itself; a bench server answers, no other.
package struct BenchClient: Sendable {
    let caller: MethodCaller

    /// Sends `payload` and answers what came back, which is the same.
    package func echo(
        _ payload: [UInt8], options: CallOptions = CallOptions()
    ) async throws(RPCError) -> [UInt8] {
        let answer: EchoResponse = try await caller.call(
            BenchMethods.echo, EchoRequest(payload: payload), options: options)
        return answer.payload
    }

    /// Sends `cluster` and answers what came back, which is the same.
    package func echoCluster(
        _ cluster: Resource, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> Resource {
        let answer: EchoClusterResponse = try await caller.call(
            BenchMethods.echoCluster, EchoClusterRequest(cluster: cluster), options: options)
        return answer.cluster
    }

    /// Takes payloads until there are no more, or `take` answers false: then the call is cancelled.
    ///
    /// - Parameter count: how many; nil is without end.
    package func download(
        count: Int64?, payloadBytes: Int, options: CallOptions = CallOptions(), take: (Int) -> Bool
    ) async throws(RPCError) {
        let request = DownloadRequest(count: count ?? 0, payloadBytes: payloadBytes, isEndless: count == nil)
        let answers: AnswerStream<DownloadResponse> = try await caller.answers(
            of: BenchMethods.download, to: request, options: options)
        for try await answer in answers {
            guard take(answer.payload.count) else { return }
        }
    }

    /// Begins an endless download and takes its first payload.
    package func endless(
        payloadBytes: Int, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> any ClientStream {
        let request = DownloadRequest(count: 0, payloadBytes: payloadBytes, isEndless: true)
        let stream = try await caller.open(BenchMethods.download, request: request, options: options)
        _ = try await stream.next()
        return stream
    }

    /// Begins a call of any streaming method.
    package func open(
        _ method: MethodDescriptor, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> any ClientStream {
        try await caller.open(method, request: nil, options: options)
    }
}
