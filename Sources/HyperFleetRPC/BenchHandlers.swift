internal import HyperFleetModel
internal import HyperFleetProto
package import RPCCore

/// `hyperfleet.v1.BenchService`: served only where the transport itself is measured.
package enum BenchHandlers {
    /// The longest payload that may be asked for, in bytes.
    private static let payloadBytesMax = 1 << 20

    /// Registers Echo, EchoCluster, Download, Upload and Exchange.
    package static func register(in router: inout Router) {
        router.register(BenchMethods.echo, handler: echo)
        router.register(BenchMethods.echoCluster, handler: echoCluster)
        router.register(serverStreaming: BenchMethods.download, handler: download)
        router.register(clientStreaming: BenchMethods.upload, handler: upload)
        router.register(bidirectional: BenchMethods.exchange, handler: exchange)
    }

    @Sendable
    private static func echo(_ request: EchoRequest, _ context: CallContext) async throws(RPCError) -> EchoResponse {
        EchoResponse(payload: request.payload)
    }

    @Sendable
    private static func echoCluster(
        _ request: EchoClusterRequest, _ context: CallContext
    ) async throws(RPCError) -> EchoClusterResponse {
        EchoClusterResponse(cluster: request.cluster)
    }

    @Sendable
    private static func download(
        _ request: DownloadRequest, _ answers: AnswerWriter<DownloadResponse>, _ context: CallContext
    ) async throws(RPCError) {
        try check(request)
        let answer = DownloadResponse(payload: [UInt8](repeating: 0x78, count: request.payloadBytes))
        var left = request.count
        while request.isEndless || left > 0 {
            // Writing throws once the call has ended, which is how an endless one ends.
            try await answers.write(answer)
            if !request.isEndless { left -= 1 }
        }
    }

    @Sendable
    private static func upload(
        _ requests: RequestStream<UploadRequest>, _ context: CallContext
    ) async throws(RPCError) -> UploadResponse {
        var taken = UploadResponse(count: 0, payloadBytes: 0)
        for try await request in requests {
            taken.count += 1
            taken.payloadBytes += Int64(request.payload.count)
        }
        return taken
    }

    @Sendable
    private static func exchange(
        _ requests: RequestStream<ExchangeRequest>, _ answers: AnswerWriter<ExchangeResponse>, _ context: CallContext
    ) async throws(RPCError) {
        for try await request in requests {
            try await answers.write(ExchangeResponse(payload: request.payload))
        }
    }

    private static func check(_ request: DownloadRequest) throws(RPCError) {
        var violations: [FieldViolation] = []
        if request.payloadBytes > payloadBytesMax {
            violations.append(
                FieldViolation(
                    field: "payload_bytes", rule: "max", message: "must be at most \(payloadBytesMax)",
                    value: "\(request.payloadBytes)"))
        }
        if request.isEndless, request.count != 0 {
            violations.append(
                FieldViolation(field: "count", rule: "excluded", message: "must be 0 beside endless"))
        }
        guard violations.isEmpty else {
            throw RPCError(
                .invalidArgument, reason: ErrorReason.validation.rawValue,
                message: "The request breaks \(violations.count == 1 ? "1 rule" : "\(violations.count) rules").",
                violations: violations, processed: .no)
        }
    }
}
