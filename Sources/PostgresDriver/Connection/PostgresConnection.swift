internal import CLibPQ
internal import Glibc
internal import Logging

/// One libpq connection; made, used and closed on one thread.
final class PostgresConnection {
    let handle: OpaquePointer
    /// Fired by a cancelled task while this connection works for it.
    let wakeup: Wakeup
    let settings: SessionSettings
    /// The generation of connections that it was opened in; see `ConnectionGate`.
    let generation: Int
    let logger: Logger
    /// Statements that this connection has prepared.
    var prepared: Set<ObjectIdentifier> = []
    /// Batches and segments sent since the count was taken.
    var roundTrips = 0
    /// Set when PostgreSQL says that it is read-only: then all connections are of no use.
    private(set) var isReadOnly = false
    /// Called when that happens, before the caller hears of it.
    var whenReadOnly: () -> Void = {}

    // Scratch space for the parameters of one statement, kept for its capacity.
    var values: [UnsafePointer<CChar>?] = []
    var lengths: [Int32] = []
    var formats: [Int32] = []

    private let notices: NoticeReceiver

    /// Connects, blocking the thread, for at most the connect timeout per host, and as long again for the settings.
    init(
        _ string: ConnectionString, configuration: PostgresConfiguration, settings: SessionSettings, generation: Int,
        isPipelined: Bool, logger: Logger
    ) throws(PostgresError) {
        let wakeup = try Wakeup()
        guard let handle = string.withParameters(configuration, { PQconnectdbParams($0, $1, 1) }) else {
            throw PostgresError(.unavailable, detail: "out of memory")
        }
        self.wakeup = wakeup
        self.settings = settings
        self.generation = generation
        self.handle = handle
        self.logger = logger
        notices = NoticeReceiver(logger: logger)
        guard PQstatus(handle) == CONNECTION_OK else { throw failure(string) }
        notices.install(on: handle)
        guard PQsetnonblocking(handle, 1) == 0 else { throw failure(string) }
        try applySettings(string, limit: configuration.connectTimeout)
        if isPipelined { guard PQenterPipelineMode(handle) == 1 else { throw failure(string) } }
    }

    deinit {
        PQfinish(handle)
    }

    /// What libpq says about the last failure.
    var message: String {
        let text = String(cString: PQerrorMessage(handle))
        return text.split(whereSeparator: \.isNewline).joined(separator: "; ")
    }

    var backendProcess: Int32 { PQbackendPID(handle) }

    /// Whether no transaction is open; known only after a sync.
    var isIdle: Bool { PQtransactionStatus(handle) == PQTRANS_IDLE }

    /// PostgreSQL has refused a write since it takes none.
    func becomeReadOnly() {
        isReadOnly = true
        whenReadOnly()
    }

    /// Whether a request may be sent: finds out whether PostgreSQL has closed the idle connection.
    func isUsable() -> Bool {
        while PQstatus(handle) == CONNECTION_OK {
            var descriptors = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
            guard poll(&descriptors, 1, 0) > 0 else { return true }
            // An error of an idle connection, such as 57P01, arrives as a notice, and the end of file behind it.
            guard PQconsumeInput(handle) == 1 else { return false }
            guard PQisBusy(handle) == 0, PQsocket(handle) >= 0 else { return false }
            if isAtEnd() { return false }
        }
        return false
    }

    func lost(sent: Bool) -> ConnectionFailure {
        let text = message
        return ConnectionFailure(reason: text.isEmpty ? "the connection was closed" : text, wasSent: sent)
    }

    /// Whether the peer has closed the connection; libpq itself notices only at the next read.
    private func isAtEnd() -> Bool {
        var byte: UInt8 = 0
        return recv(PQsocket(handle), &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) == 0
    }

    /// Tells the session its settings.
    ///
    /// A server that takes a connection and is silent from then on, as a stopped process or a cut network, must not
    /// hold the thread: while the database is away it is the only one that tries.
    private func applySettings(_ string: ConnectionString, limit: Duration) throws(PostgresError) {
        guard let script = settings.sessionScript else { return }
        let refusal: PostgresError?
        do throws(ConnectionFailure) {
            refusal = try runScript(script, patience: Patience(silenceLimit: limit))
        } catch {
            throw PostgresError(.unavailable, detail: string.cleaned(error.reason))
        }
        // Connecting is counted as such.
        roundTrips = 0
        if let refusal { throw PostgresError(.unavailable, detail: string.cleaned(refusal.detail)) }
        // It belongs to connecting, and to no request.
        roundTrips = 0
    }

    private func failure(_ string: ConnectionString) -> PostgresError {
        PostgresError(.unavailable, detail: string.cleaned(String(cString: PQerrorMessage(handle))))
    }
}
