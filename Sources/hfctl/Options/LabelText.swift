internal import ArgumentParser
internal import HyperFleetModel

/// A label as it is written on the command line: `key=value`. Whether it follows the label rules, the server says.
struct LabelText: ExpressibleByArgument, Sendable {
    let key: String
    let value: String

    init?(argument: String) {
        guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else { return nil }
        key = String(argument[..<equals])
        value = String(argument[argument.index(after: equals)...])
    }

    /// All labels given.
    ///
    /// - Throws: a usage error when a key stands there twice.
    static func labels(_ texts: [LabelText]) throws -> Labels {
        var entries: [String: String] = [:]
        for text in texts {
            guard entries.updateValue(text.value, forKey: text.key) == nil else {
                throw ValidationError("The label '\(text.key)' is given twice.")
            }
        }
        return Labels(entries)
    }
}
