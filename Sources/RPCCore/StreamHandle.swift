/// A streaming call in the hands of its caller: the call is cancelled when the last one lets go of it before its end.
final class StreamHandle: Sendable {
    let stream: any ClientStream

    init(_ stream: any ClientStream) {
        self.stream = stream
    }

    deinit {
        stream.cancel()
    }
}
