/// One streaming call as its client sees it: a source of answers and a sink for requests.
///
/// `next()` answers nil when the call has ended well, and throws its status when it has not. Reading and writing may be
/// done by two tasks at the same time. A cancelled task that waits in it cancels the call.
public protocol ClientStream: MessageSource, MessageSink {
    /// Half-closes: no request follows. Answers go on coming.
    func finishWriting()

    /// Ends the call on this side and tells the server; without effect once it has ended. Whoever waits gets
    /// `CANCELLED`.
    func cancel()
}
