internal import ArgumentParser

/// How answers are written.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    /// Columns, for people.
    case table
    /// One JSON document.
    case json
    /// JSON, each item of a list on a line of its own, written as it comes.
    case jsonl
    /// The same as YAML.
    case yaml
    /// `cluster/NAME`, one line each.
    case name

    var printer: any Printer {
        switch self {
        case .table: TablePrinter()
        case .json: JSONPrinter()
        case .jsonl: JSONLinesPrinter()
        case .yaml: YAMLPrinter()
        case .name: NamePrinter()
        }
    }

    /// Whether arguments that could not be parsed ask for JSON, so that the refusal can be JSON too.
    static func isJSONAsked(in arguments: [String]) -> Bool {
        for (argument, next) in zip(arguments, arguments.dropFirst() + [""]) {
            switch argument {
            case "-o", "--output": if [json.rawValue, jsonl.rawValue].contains(next) { return true }
            case "-o=json", "-ojson", "--output=json", "-o=jsonl", "-ojsonl", "--output=jsonl": return true
            case "--": return false
            default: continue
            }
        }
        return false
    }
}
