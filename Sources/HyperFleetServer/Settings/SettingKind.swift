/// What texts a setting accepts and what they mean.
package struct SettingKind<Value: Sendable>: Sendable {
    /// Why a text is not accepted: the end of a sentence that begins with the setting's name.
    package struct Refusal: Error, Sendable {
        package let message: String

        init(_ message: String) {
            self.message = message
        }
    }

    /// Stands for the value in help and synopsis: `SIZE`.
    package let placeholder: String
    /// Which texts are accepted, for help and documentation: `1s to 5m`.
    package let accepted: String
    /// Whether the value is a list: commas in flags and variables, a sequence in a file.
    package let isList: Bool
    /// Reads the texts: one, or a list's items.
    let read: @Sendable ([String]) throws(Refusal) -> Value

    /// A kind whose value is one text.
    init(
        _ placeholder: String, accepted: String, read: @escaping @Sendable (String) throws(Refusal) -> Value
    ) {
        self.placeholder = placeholder
        self.accepted = accepted
        self.isList = false
        self.read = { (texts) throws(Refusal) -> Value in
            guard let text = texts.first, texts.count == 1 else { throw Refusal("takes one value") }
            return try read(text)
        }
    }

    /// A kind whose value is a list of texts, empty ones left out.
    init(
        list placeholder: String, accepted: String,
        read: @escaping @Sendable ([String]) throws(Refusal) -> Value
    ) {
        self.placeholder = placeholder
        self.accepted = accepted
        self.isList = true
        self.read = { (texts) throws(Refusal) -> Value in
            try read(texts.filter { !$0.isEmpty })
        }
    }
}
