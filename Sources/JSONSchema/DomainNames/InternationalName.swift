/// A host name whose labels may be U-labels or A-labels of RFC 5890.
struct InternationalName {
    let isValid: Bool

    init(_ text: Span<UInt8>) {
        // Nothing so long in UTF-8 is short enough in the DNS: a code point there takes at least one byte.
        guard text.count <= 4 * HostFormats.longestName, let labels = Self.labels(text) else {
            isValid = false
            return
        }
        let length = labels.reduce(labels.count - 1) { $0 + $1.encodedCount }
        let hasRightToLeft = labels.contains { BidiRule.isRightToLeft($0.codePoints) }
        isValid =
            length <= HostFormats.longestName
            && (!hasRightToLeft || labels.allSatisfy { BidiRule.accepts($0.codePoints) })
    }

    /// The labels between dots, those of other scripts among them; nil when one is not valid.
    private static func labels(_ text: Span<UInt8>) -> [DomainLabel]? {
        var labels: [DomainLabel] = []
        var label: [UInt32] = []
        var index = 0
        while index < text.count {
            let (value, length) = text.codePoint(at: index)
            index += length
            switch value {
            case 0x2e, 0x3002, 0xff0e, 0xff61:
                guard let finished = DomainLabel(label) else { return nil }
                labels.append(finished)
                label.removeAll()
            default:
                label.append(value)
            }
        }
        guard let last = DomainLabel(label) else { return nil }
        return labels + [last]
    }
}
