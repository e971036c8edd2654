package import RPCWire
internal import Synchronization

/// What a server has seen since it began, and what it holds now.
package struct RPCServerCounters: Sendable, Hashable {
    package var connectionsAccepted = 0
    package var connectionsRefused = 0
    package var connectionsOpen = 0
    package var callsStarted = 0
    /// Ended with success.
    package var callsSucceeded = 0
    /// Ended with an error, or cancelled.
    package var callsFailed = 0
    /// Not begun: too many, too long, malformed.
    package var callsRefused = 0
    package var protocolViolations = 0
    /// The same by their code; those that did not occur are left out.
    package var violationsByCode: [GoAwayCode: Int] = [:]
    /// TLS handshakes that failed, or ended without an identity or the protocol's name.
    package var tlsHandshakesFailed = 0
    /// Times that no connection could be accepted, since the system had no descriptor or memory for it.
    package var acceptsFailed = 0
    /// When the server's certificate ends, in seconds since 1970; nil without TLS.
    package var certificateExpiry: Int?

    /// Calls that run now.
    package var callsRunning: Int { callsStarted - callsSucceeded - callsFailed }
}

/// Counts from all event loops at once. It may be made before its server, for whoever is to read it.
package final class ServerCounts: Sendable {
    let connectionsAccepted = Atomic(0)
    let connectionsRefused = Atomic(0)
    let connectionsOpen = Atomic(0)
    let callsStarted = Atomic(0)
    let callsSucceeded = Atomic(0)
    let callsFailed = Atomic(0)
    let callsRefused = Atomic(0)
    let protocolViolations = Atomic(0)
    private let violationsByCode = Mutex<[GoAwayCode: Int]>([:])
    let tlsHandshakesFailed = Atomic(0)
    let acceptsFailed = Atomic(0)
    /// 0 without TLS.
    let certificateExpiry = Atomic(0)

    package init() {}

    /// Counts one more violation of the protocol.
    func note(_ violation: WireViolation) {
        protocolViolations.add(1, ordering: .relaxed)
        violationsByCode.withLock { $0[violation.code, default: 0] += 1 }
    }

    package var snapshot: RPCServerCounters {
        // Ends are read before starts, so that what runs is never counted below zero.
        let succeeded = callsSucceeded.load(ordering: .acquiring)
        let failed = callsFailed.load(ordering: .acquiring)
        let expiry = certificateExpiry.load(ordering: .relaxed)
        return RPCServerCounters(
            connectionsAccepted: connectionsAccepted.load(ordering: .relaxed),
            connectionsRefused: connectionsRefused.load(ordering: .relaxed),
            connectionsOpen: connectionsOpen.load(ordering: .relaxed),
            callsStarted: callsStarted.load(ordering: .acquiring), callsSucceeded: succeeded, callsFailed: failed,
            callsRefused: callsRefused.load(ordering: .relaxed),
            protocolViolations: protocolViolations.load(ordering: .relaxed),
            violationsByCode: violationsByCode.withLock { $0 },
            tlsHandshakesFailed: tlsHandshakesFailed.load(ordering: .relaxed),
            acceptsFailed: acceptsFailed.load(ordering: .relaxed), certificateExpiry: expiry == 0 ? nil : expiry)
    }
}
