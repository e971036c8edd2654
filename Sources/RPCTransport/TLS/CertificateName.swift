internal import NIOSSL
internal import SwiftASN1

/// The name that a certificate gives its owner: the subject's common name, else the first URI, DNS name or e-mail
/// address among the alternative names.
enum CertificateName {
    private static let commonName: ASN1ObjectIdentifier = [2, 5, 4, 3]
    private static let alternativeNames: ASN1ObjectIdentifier = [2, 5, 29, 17]
    private static let bytesMaximum = 256

    /// The name in a certificate that was verified.
    ///
    /// - Returns: nil where there is none of 1 to 256 bytes of UTF-8 without control characters.
    static func of(_ certificate: NIOSSLCertificate) -> String? {
        guard let bytes = try? certificate.toDERBytes(), let parts = try? parts(of: bytes) else { return nil }
        if let name = parts.commonName, isUsable(name) { return name }
        return parts.alternatives.first(where: isUsable)
    }

    private static func isUsable(_ name: String) -> Bool {
        (1...bytesMaximum).contains(name.utf8.count)
            && name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }

    private struct Parts {
        var commonName: String?
        var alternatives: [String] = []
    }

    /// Walks the fields of RFC 5280, section 4.1, and looks into two of them.
    private static func parts(of certificate: [UInt8]) throws -> Parts {
        try DER.sequence(try DER.parse(certificate), identifier: .sequence) { outer in
            let signed = try next(&outer)
            // Algorithm and signature have been checked before anybody asks for a name.
            while outer.next() != nil {}
            return try DER.sequence(signed, identifier: .sequence) { fields in
                var parts = Parts()
                var subjectIsAt = 4
                var position = 0
                while let field = fields.next() {
                    // The version is there only where it is not 1.
                    if position == 0, field.identifier.tagClass == .contextSpecific { subjectIsAt = 5 }
                    if position == subjectIsAt { parts.commonName = try commonName(in: field) }
                    if field.identifier == ASN1Identifier(tagWithNumber: 3, tagClass: .contextSpecific) {
                        parts.alternatives = try alternatives(in: field)
                    }
                    position += 1
                }
                return parts
            }
        }
    }

    /// The last common name of a subject, which is its most specific one.
    private static func commonName(in subject: ASN1Node) throws -> String? {
        var name: String?
        for group in try children(of: subject) {
            for attribute in try children(of: group) {
                let pair = try children(of: attribute)
                guard pair.count == 2, try ASN1ObjectIdentifier(derEncoded: pair[0]) == commonName else { continue }
                guard case .primitive(let bytes) = pair[1].content else { continue }
                name = String(validating: bytes, as: UTF8.self)
            }
        }
        return name
    }

    private static func alternatives(in extensions: ASN1Node) throws -> [String] {
        for list in try children(of: extensions) {
            for field in try children(of: list) {
                let parts = try children(of: field)
                guard let id = parts.first, try ASN1ObjectIdentifier(derEncoded: id) == alternativeNames,
                    let last = parts.last, case .primitive(let value) = last.content
                else { continue }
                return try children(of: try DER.parse(value)).compactMap(text(of:))
            }
        }
        return []
    }

    /// The text of an e-mail address (tag 1), a DNS name (2) or a URI (6).
    private static func text(of name: ASN1Node) -> String? {
        guard name.identifier.tagClass == .contextSpecific, [1, 2, 6].contains(name.identifier.tagNumber),
            case .primitive(let bytes) = name.content
        else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func children(of node: ASN1Node) throws -> [ASN1Node] {
        guard case .constructed(let nodes) = node.content else { return [] }
        return Array(nodes)
    }

    private static func next(_ nodes: inout ASN1NodeCollection.Iterator) throws -> ASN1Node {
        guard let node = nodes.next() else { throw ASN1Error.truncatedASN1Field() }
        return node
    }
}
