internal import NIOCore

/// A connection as the registry knows it: something that can be told to leave.
protocol RegisteredConnection: AnyObject, Sendable {
    var eventLoop: any EventLoop { get }

    /// The server stops: no new calls. On the event loop.
    func drain()

    /// The drain's time is up. On the event loop.
    func abort()
}

extension ServerConnection: RegisteredConnection {}
