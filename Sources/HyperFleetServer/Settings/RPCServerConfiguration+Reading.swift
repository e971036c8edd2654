internal import RPCTransport
internal import RPCWire

extension RPCServerConfiguration {
    /// Reads the limits of sockets and protocol in the table's order; what is wrong or does not go together is noted.
    init(reading reader: inout SettingsReader, tls: ServerTLS?) async {
        self.init(tls: tls)
        await reader.read(SettingsTable.maxConnections, into: &maximumConnections)
        await reader.read(SettingsTable.maxConnectionsPerAddress, into: &maximumConnectionsPerAddress)
        let handshakes = await reader.value(SettingsTable.maxHandshakes) ?? 0
        handshakesInProgress = handshakes == 0 ? nil : handshakes
        await reader.read(SettingsTable.eventLoops, into: &eventLoops)
        await reader.read(SettingsTable.maxMessageSize, into: &limits.messageBytes)
        await reader.read(SettingsTable.maxConcurrentCalls, into: &limits.concurrentCalls)
        await reader.read(SettingsTable.handshakeTimeout, into: &limits.handshakeTimeout)
        await reader.read(SettingsTable.defaultDeadline, into: &limits.defaultDeadline)
        await reader.read(SettingsTable.maxDeadline, into: &limits.maximumDeadline)
        await reader.read(SettingsTable.maxStreamAge, into: &limits.maximumStreamAge)
        await reader.read(SettingsTable.drainTimeout, into: &drainLimit)
        await reader.read(SettingsTable.reconnectWindow, into: &reconnectWindow)
        await reader.read(SettingsTable.drainNoticeTimeout, into: &drainNoticeTimeout)
        await reader.read(SettingsTable.listenBacklog, into: &listenBacklog)
        await reader.read(SettingsTable.eventLoopRequestSize, into: &eventLoopRequestBytes)
        await readProtocol(from: &reader)
        check(with: &reader)
    }

    private mutating func readProtocol(from reader: inout SettingsReader) async {
        await reader.read(SettingsTable.maxMetadataSize, into: &limits.metadataBytes)
        await reader.read(SettingsTable.maxRequestsSize, into: &limits.requestBytesInFlight)
        await reader.read(SettingsTable.streamWindow, into: &limits.streamWindowBytes)
        await reader.read(SettingsTable.connectionWindow, into: &limits.connectionWindowBytes)
        await reader.read(SettingsTable.keepaliveInterval, into: &limits.keepaliveInterval)
        await reader.read(SettingsTable.keepaliveTimeout, into: &limits.keepaliveTimeout)
        await reader.read(SettingsTable.stalledFrameTimeout, into: &limits.stalledFrameTimeout)
        await reader.read(SettingsTable.stalledFrameProgress, into: &limits.stalledFrameProgressBytes)
        await reader.read(SettingsTable.stalledWriteTimeout, into: &limits.stalledWriteTimeout)
        await reader.read(SettingsTable.stalledStreamTimeout, into: &limits.stalledStreamTimeout)
        await reader.read(SettingsTable.controlBurst, into: &limits.controlFrameBurst)
        await reader.read(SettingsTable.controlRate, into: &limits.controlFramesPerSecond)
    }

    private func check(with reader: inout SettingsReader) {
        reader.check(
            limits.defaultDeadline <= limits.maximumDeadline, SettingsTable.defaultDeadline, SettingsTable.maxDeadline,
            "contradict each other: the first is longer than the second")
        reader.check(
            limits.messageBytes <= limits.requestBytesInFlight, SettingsTable.maxMessageSize,
            SettingsTable.maxRequestsSize, "contradict each other: the first is larger than the second")
        reader.check(
            limits.streamWindowBytes <= limits.connectionWindowBytes, SettingsTable.streamWindow,
            SettingsTable.connectionWindow, "contradict each other: the first is larger than the second")
    }
}
