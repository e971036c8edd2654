internal import Foundation
internal import Glibc

/// Certificates of a test's own, made by `openssl` in a folder.
package struct TestCertificates: Sendable {
    /// A certificate file with its key file.
    package struct Pair: Sendable {
        package let certificate: String
        package let key: String

        package init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    package let folder: String

    /// Nothing is made yet; `folder` must be there.
    package init(folder: String) {
        self.folder = folder
    }

    /// An authority that signs itself.
    package func authority(_ name: String) throws -> Pair {
        try make(name, ["-days", "30", "-subj", "/CN=\(name)"])
    }

    /// A certificate that `authority` signs.
    ///
    /// - Parameters:
    ///   - subject: as openssl writes it: `/CN=hyperfleet`; `/` names nobody.
    ///   - names: alternative names: `DNS:localhost,IP:127.0.0.1`.
    package func leaf(
        _ name: String, by authority: Pair, subject: String, names: String = "DNS:localhost,IP:127.0.0.1",
        days: Int = 30
    ) throws -> Pair {
        try make(
            name,
            [
                "-CA", authority.certificate, "-CAkey", authority.key, "-days", "\(days)", "-subj", subject,
                "-addext", "basicConstraints=critical,CA:FALSE",
            ] + (names.isEmpty ? [] : ["-addext", "subjectAltName=\(names)"]))
    }

    /// Puts the files of `new` where those of `old` are, one by one, as `mv` does.
    package func replace(_ old: Pair, with new: Pair) throws {
        try move(new.certificate, to: old.certificate)
        try move(new.key, to: old.key)
    }

    /// Puts one file in the place of another, so that a reader finds either, whole.
    package func move(_ new: String, to old: String) throws {
        guard rename(new, old) == 0 else { throw TestSupportError("rename \(new) to \(old): errno \(errno)") }
    }

    private func make(_ name: String, _ arguments: [String]) throws -> Pair {
        let pair = Pair(certificate: "\(folder)/\(name).pem", key: "\(folder)/\(name).key")
        try OpenSSL.run(
            [
                "req", "-x509", "-utf8", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-keyout", pair.key, "-out", pair.certificate,
            ] + arguments)
        return pair
    }
}
