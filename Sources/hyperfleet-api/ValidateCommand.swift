internal import ArgumentParser
internal import Foundation
internal import HyperFleetServer

struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Checks specs against a provider schema, as the server would.",
        discussion: "Prints every violation; exit code 0 when there is none, 3 when there is one.")

    @Argument(
        help: ArgumentHelp(
            "JSON or YAML files, folders of them, or - for standard input.", valueName: "SPEC"))
    var specs: [String]

    @Option(help: ArgumentHelp("Cluster or NodePool.", valueName: "KIND"))
    var kind: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "How the findings are written: text, json, or one of JSON Schema's forms of output: flag, basic, detailed.",
            valueName: "FORMAT"))
    var output = Findings.Format.text

    @OptionGroup var file: FileFlag
    @OptionGroup var schema: SchemaFlag

    func run() async throws {
        try await CommandFailure.translating {
            let settings = try await ServerSettings(
                flags: schema.given, environment: Environment.variables, filePath: file.path, requiring: [.schema])
            let operation = try ValidateOperation(kind: kind, schemaFile: settings.schemaFile ?? "")
            let paths = try specs.flatMap { try ValidateOperation.files(at: $0) }
            if let form = output.form {
                try tellOutputs(of: paths, operation, form)
            } else {
                try tellFindings(of: paths, operation)
            }
        }
    }

    private func tellFindings(of paths: [String], _ operation: ValidateOperation) throws {
        var findings = Findings()
        for path in paths { findings.add(path, try operation.violations(of: path)) }
        Terminal.write(try findings.text(output), terminator: "")
        try findings.complain(about: kind)
    }

    private func tellOutputs(of paths: [String], _ operation: ValidateOperation, _ form: SpecOutputs.Form) throws {
        var outputs = SpecOutputs(form)
        for path in paths { try outputs.add(path, operation) }
        Terminal.write(outputs.text, terminator: "")
        guard let first = outputs.invalidPaths.first else { return }
        let who =
            outputs.count == 1 ? "\(first) breaks" : "\(outputs.invalidPaths.count) of \(outputs.count) specs break"
        throw CommandFailure(.invalidInput, "\(who) the schema for \(kind)")
    }
}

/// What was found in the specs, file by file.
struct Findings {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
        case flag
        case basic
        case detailed

        /// The standard's form of output that it names, if it names one.
        var form: SpecOutputs.Form? { SpecOutputs.Form(rawValue: rawValue) }
    }

    private struct File: Encodable {
        let file: String
        let valid: Bool
        let violations: [Rule]
    }

    private struct Rule: Encodable {
        let pointer: String
        let schemaPointer: String
        let schemaLocation: String?
        let keyword: String
        let message: String
        let value: String?
    }

    private var files: [File] = []

    mutating func add(_ path: String, _ violations: [ValidateOperation.Violation]) {
        files.append(
            File(
                file: path, valid: violations.isEmpty,
                violations: violations.map { violation in
                    Rule(
                        pointer: violation.pointer, schemaPointer: violation.schemaPointer,
                        schemaLocation: violation.schemaLocation, keyword: violation.keyword,
                        message: violation.message, value: violation.value)
                }))
    }

    /// A line for each violation, with its file where there are several; or one JSON document.
    func text(_ format: Format) throws -> String {
        switch format {
        case .text:
            return files.flatMap { file in
                file.violations.map { rule in
                    let place = rule.pointer.isEmpty ? "/" : rule.pointer
                    let name = files.count > 1 ? "\(file.file): " : ""
                    return "\(name)\(place): \(rule.keyword): \(rule.message)\n"
                }
            }.joined()
        case .json, .flag, .basic, .detailed:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(["files": files]), as: UTF8.self) + "\n"
        }
    }

    /// - Throws: `CommandFailure` where any spec is invalid.
    func complain(about kind: String) throws(CommandFailure) {
        let invalid = files.filter { !$0.valid }
        guard let first = invalid.first else { return }
        let count = invalid.reduce(0) { $0 + $1.violations.count }
        let rules = count == 1 ? "1 rule" : "\(count) rules"
        let who = files.count == 1 ? "\(first.file) breaks" : "\(invalid.count) of \(files.count) specs break"
        throw CommandFailure(.invalidInput, "\(who) \(rules) of the schema for \(kind)")
    }
}
