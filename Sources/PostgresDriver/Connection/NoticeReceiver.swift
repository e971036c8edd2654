internal import CLibPQ
internal import Logging

/// Takes the notices of one connection into the log, where libpq would write them to standard error.
final class NoticeReceiver {
    private let logger: Logger

    init(logger: Logger) {
        self.logger = logger
    }

    /// Must outlive the connection.
    func install(on handle: OpaquePointer) {
        PQsetNoticeReceiver(
            handle,
            { argument, result in
                guard let argument, let result else { return }
                Unmanaged<NoticeReceiver>.fromOpaque(argument).takeUnretainedValue().receive(result)
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func receive(_ result: OpaquePointer) {
        func field(_ code: Character) -> String {
            guard let text = PQresultErrorField(result, Int32(code.asciiValue ?? 0)) else { return "" }
            return String(cString: text)
        }
        logger.debug(
            "notice from PostgreSQL",
            metadata: [
                "severity": "\(field("V"))", "sqlstate": "\(field("C"))", "message": "\(field("M"))",
            ])
    }
}
