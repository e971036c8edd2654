internal import CLibPQ
internal import Glibc

extension ConnectionString {
    /// Calls `body` with keywords and values for PQconnectdbParams (with expand_dbname).
    ///
    /// What stands before the string is overridden by it, what stands behind overrides it.
    func withParameters<Value>(
        _ configuration: PostgresConfiguration,
        _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>) -> Value
    ) -> Value {
        let seconds = max(2, (configuration.connectTimeout.wholeMilliseconds + 999) / 1000)
        let parameters = [
            ("connect_timeout", String(seconds)),
            ("target_session_attrs", "read-write"),
            ("application_name", configuration.applicationName),
            // Of TCP: a peer that has died without a word is found within half a minute, also while nothing is sent.
            ("keepalives_idle", "15"),
            ("keepalives_interval", "5"),
            ("keepalives_count", "3"),
            ("tcp_user_timeout", "30000"),
            ("dbname", text),
            ("client_encoding", "UTF8"),
        ]
        let keywords = parameters.map { strdup($0.0) }
        let values = parameters.map { strdup($0.1) }
        defer { for pointer in keywords + values { free(pointer) } }
        let keywordPointers = keywords.map { UnsafePointer($0) } + [nil]
        let valuePointers = values.map { UnsafePointer($0) } + [nil]
        return keywordPointers.withUnsafeBufferPointer { keywords in
            valuePointers.withUnsafeBufferPointer { values in
                // Both end with nil, so neither is empty.
                body(keywords.baseAddress!, values.baseAddress!)
            }
        }
    }
}
