import HyperFleetModel
import NIOCore
import RPCCore

@testable import HyperFleetProto

/// Every message that travels: what is read can be written, and is then written as it was.
enum MessageTarget {
    static let types: [any RPCMessage.Type] = [
        CreateClusterRequest.self, CreateClusterResponse.self, GetClusterRequest.self, GetClusterResponse.self,
        ListClustersRequest.self, ListClustersResponse.self, UpdateClusterRequest.self, UpdateClusterResponse.self,
        DeleteClusterRequest.self, DeleteClusterResponse.self, CreateNodePoolRequest.self, CreateNodePoolResponse.self,
        GetNodePoolRequest.self, GetNodePoolResponse.self, ListNodePoolsRequest.self, ListNodePoolsResponse.self,
        UpdateNodePoolRequest.self, UpdateNodePoolResponse.self, DeleteNodePoolRequest.self,
        DeleteNodePoolResponse.self, ReportRequest.self, ReportResponse.self, ListAdapterStatusesRequest.self,
        ListAdapterStatusesResponse.self, HealthCheckRequest.self, HealthCheckResponse.self, EchoRequest.self,
        EchoResponse.self,
    ]

    static func run(_ reader: inout InputReader) throws(BrokenInvariant) {
        let type = types[Int(reader.byte()) % types.count]
        try run(type, reader.remainingBuffer())
    }

    private static func run<Message: RPCMessage>(
        _: Message.Type, _ bytes: ByteBuffer
    ) throws(BrokenInvariant) {
        let message: Message
        do throws(RPCError) {
            message = try Message.decode(bytes)
        } catch {
            try checkRefusal(error)
            return
        }
        let written = try written(message)
        let again: Message
        do throws(RPCError) {
            again = try Message.decode(written)
        } catch {
            throw BrokenInvariant("\(message) is written but cannot be read: \(error)")
        }
        try require(try self.written(again) == written, "\(message) comes out as \(again)")
    }

    private static func written(_ message: some RPCMessage) throws(BrokenInvariant) -> ByteBuffer {
        var written = ByteBuffer()
        do throws(RPCError) {
            try message.encode(into: &written)
        } catch {
            throw BrokenInvariant("\(message) was read but cannot be written: \(error)")
        }
        return written
    }

    private static func checkRefusal(_ error: RPCError) throws(BrokenInvariant) {
        let reasons = [ErrorReason.malformedRequest.rawValue, ErrorReason.validation.rawValue]
        try require(
            error.code == .invalidArgument && reasons.contains(error.reason) && !error.violations.isEmpty,
            "a message is refused with \(error)")
    }
}
