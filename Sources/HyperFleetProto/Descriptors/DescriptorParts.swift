/// The fields of one descriptor message by their numbers, as far as descriptors have them: numbers, texts, messages.
struct DescriptorParts {
    private var numbers: [Int: UInt64] = [:]
    private var allContents: [Int: [ArraySlice<UInt8>]] = [:]

    init(_ bytes: ArraySlice<UInt8>) throws(MessageFault) {
        var scanner = FieldScanner(bytes)
        while let field = try scanner.next() {
            switch field.value {
            case .varint(let number): numbers[field.number] = number
            case .bytes(let content): allContents[field.number, default: []].append(content)
            case .fixed32, .fixed64: break
            }
        }
    }

    /// The last number given for `field`; nil where there is none.
    func number(_ field: Int) -> UInt64? { numbers[field] }

    /// All texts or messages given for `field`, in their order.
    func contents(_ field: Int) -> [ArraySlice<UInt8>] { allContents[field] ?? [] }

    /// The last text given for `field`; empty where there is none.
    func text(_ field: Int) throws(MessageFault) -> String {
        guard let content = allContents[field]?.last else { return "" }
        guard let text = String(validating: content, as: UTF8.self) else { throw .notUTF8 }
        return text
    }

    /// All texts given for `field`.
    func texts(_ field: Int) throws(MessageFault) -> [String] {
        var texts: [String] = []
        for content in contents(field) {
            guard let text = String(validating: content, as: UTF8.self) else { throw .notUTF8 }
            texts.append(text)
        }
        return texts
    }
}
