internal import ArgumentParser
internal import Foundation
internal import JSONModel
internal import JSONSchema
internal import SchemaDocuments

/// Measures how many specs one thread can check.
struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Checks one spec against a provider's schema again and again, without a server.",
        discussion: """
            Two figures, each a rate of the best and of the median slice of at least 20 ms: the check of a value that is \
            read already, and reading the bytes with the check.
            """)

    @Argument(help: "The spec, a JSON file.")
    var spec: String

    @Option(help: "The provider's schema.")
    var schema: String

    @Option(help: "Cluster or NodePool.")
    var kind = "Cluster"

    @Option(help: "Seconds for each figure.")
    var seconds = 2

    @Flag(help: "Print one JSON object instead of a line for people.")
    var json = false

    func validate() throws {
        guard ["Cluster", "NodePool"].contains(kind) else { throw ValidationError("--kind is Cluster or NodePool") }
        guard seconds >= 1 else { throw ValidationError("--seconds is at least 1") }
    }

    func run() async throws {
        let bytes = try Array(Data(contentsOf: URL(filePath: spec)))
        let tape = try JSONParser.tape(bytes, limits: .spec)
        let provider = try ProviderSchema.load(path: schema)
        let compiled = kind == "Cluster" ? provider.cluster : provider.nodePool
        let isValid = compiled.isValid(tape)

        let rates = Self.rates(
            seconds,
            [
                { compiled.isValid(tape) == isValid },
                { (try? JSONParser.tape(bytes, limits: .spec)).map { compiled.isValid($0) } == isValid },
            ])
        let (check, both) = (rates[0], rates[1])
        if json {
            Terminal.line(
                #"{"bytes":\#(bytes.count),"valid":\#(isValid),"#
                    + #""validatePerSecond":\#(check.median),"validatePerSecondBest":\#(check.best),"#
                    + #""parseAndValidatePerSecond":\#(both.median),"parseAndValidatePerSecondBest":\#(both.best)}"#)
        } else {
            Terminal.line(
                "\(bytes.count) bytes, \(isValid ? "valid" : "invalid")  validate \(check.best)/s (\(check.median))"
                    + "  parse+validate \(both.best)/s (\(both.median))")
        }
    }

    /// How often a second each work can be done, which must give true; in the best slice of time, and in the median one.
    ///
    /// Slices of the works take turns, so that all see the same machine.
    private static func rates(_ seconds: Int, _ works: [() -> Bool]) -> [(best: Int, median: Int)] {
        let counts = works.map { work in
            var count = 1
            while slice(count, work) < .milliseconds(20) { count *= 2 }
            return count
        }
        var rates: [[Double]] = works.map { _ in [] }
        let end = ContinuousClock.now.advanced(by: .seconds(seconds * works.count))
        while rates[0].count < 9 || ContinuousClock.now < end {
            for (place, work) in works.enumerated() {
                rates[place].append(Double(counts[place]) / (slice(counts[place], work) / .seconds(1)))
            }
        }
        return rates.map { rates in
            let sorted = rates.sorted()
            return (best: Int(sorted[sorted.count - 1]), median: Int(sorted[sorted.count / 2]))
        }
    }

    private static func slice(_ count: Int, _ work: () -> Bool) -> Duration {
        ContinuousClock().measure {
            for _ in 0..<count { precondition(work(), "the same value came out otherwise") }
        }
    }
}
