/// A call both of whose sides send any number of messages, in whatever order.
///
/// Requests and answers may be in the hands of two tasks. The call is cancelled when both have let go of it before its
/// end.
public struct BidirectionalCall<Request: RPCMessage, Answer: Sendable>: Sendable {
    /// Where requests go.
    public let requests: RequestWriter<Request>
    /// Where answers come from.
    public let answers: AnswerStream<Answer>
}
