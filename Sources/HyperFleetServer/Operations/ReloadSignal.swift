internal import Foundation
internal import Glibc

/// SIGHUP: asks to look at the files of certificates, tokens, the provider's schema and the kinds' settings.
final class ReloadSignal {
    /// An element for each signal; those that come while one is worked on are one.
    let requests: AsyncStream<Void>
    private let source: any DispatchSourceSignal

    /// Takes the signal over from here on, for the life of the object.
    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        requests = stream
        source = DispatchSource.makeSignalSource(signal: SIGHUP)
        source.setEventHandler { continuation.yield() }
        source.resume()
    }

    deinit {
        source.cancel()
    }
}
