internal import RPCTransport

/// Who may connect and call, and how the server is known.
struct AccessSettings: Sendable {
    var tls: ServerTLS?
    var tokenFile: String?
    var reloadInterval = Duration.seconds(10)
    var allowsAnonymous = false
    var allowsPlaintext = false
    var socketMode = SocketMode.owner

    /// Reads them in the table's order; what is wrong or does not go together is noted.
    init(reading reader: inout SettingsReader) async {
        let certificate = await reader.value(SettingsTable.certificateFile)
        let key = await reader.value(SettingsTable.keyFile)
        var clients = ServerTLS.ClientCertificates.none
        await reader.read(SettingsTable.clientCertificates, into: &clients)
        let authority = await reader.value(SettingsTable.clientAuthorityFile)
        await reader.read(SettingsTable.reloadInterval, into: &reloadInterval)
        tokenFile = await reader.value(SettingsTable.tokenFile)
        await reader.read(SettingsTable.allowAnonymous, into: &allowsAnonymous)
        await reader.read(SettingsTable.allowPlaintext, into: &allowsPlaintext)
        await reader.read(SettingsTable.socketMode, into: &socketMode)
        reader.check(
            (certificate == nil) == (key == nil), SettingsTable.certificateFile, SettingsTable.keyFile,
            "go together: one of them is missing")
        reader.check(
            certificate != nil || clients == .none, SettingsTable.clientCertificates, SettingsTable.certificateFile,
            "go together: clients can show certificates over TLS only")
        reader.check(
            (clients == .none) == (authority == nil), SettingsTable.clientCertificates,
            SettingsTable.clientAuthorityFile, "go together: a certificate is worth what its authority is")
        if let certificate, let key {
            tls = ServerTLS(
                certificateFile: certificate, keyFile: key, clientCertificates: clients,
                clientAuthorityFile: authority, reloadInterval: reloadInterval)
        }
    }
}
