import Foundation
import JSONModel
import TestSupport
import Testing

/// Runs the cases of one file: every case is run, or its area is named as left for later; a case that differs on
/// purpose is listed with the row of behaviour.md that says why.
struct ConformanceRun {
    /// The file's name in `cases/`.
    let file: String
    /// By case id: the row (`D5`) that explains why we answer otherwise, or cannot be asked.
    let exceptions: [String: String]
    /// Areas of the file that other tests or later steps cover.
    let areasLeftOut: Set<String>

    init(_ file: String, exceptions: [String: String] = [:], areasLeftOut: Set<String> = []) {
        self.file = file
        self.exceptions = exceptions
        self.areasLeftOut = areasLeftOut
    }

    /// Checks every case with `check`, which answers whether we do as the case expects, or nil where our interface
    /// has no way to say the case's input; then prints what was run, passed and excepted.
    func run(_ check: (ConformanceCase) async throws -> Bool?) async throws {
        guard let cases = try load() else { return }
        var passed = 0
        var excepted = 0
        var leftOut = 0
        for conformanceCase in cases {
            if areasLeftOut.contains(conformanceCase.area) {
                leftOut += 1
                continue
            }
            let verdict = try await check(conformanceCase)
            switch (verdict, exceptions[conformanceCase.id]) {
            case (true?, nil): passed += 1
            case (false?, _?), (nil, _?): excepted += 1
            case (true?, let row?):
                Issue.record("\(conformanceCase.id) is listed as an exception (\(row)) but passes")
            case (false?, nil):
                Issue.record("\(conformanceCase.id) fails: \(conformanceCase.input) -> \(conformanceCase.expected)")
            case (nil, nil):
                Issue.record("\(conformanceCase.id) is neither run nor listed")
            }
        }
        let unknown = Set(exceptions.keys).subtracting(cases.map(\.id))
        #expect(unknown.isEmpty, "exceptions of cases that do not exist")
        report(count: cases.count, passed: passed, excepted: excepted, leftOut: leftOut)
    }

    private func load() throws -> [ConformanceCase]? {
        guard let folder = Conformance.folder else {
            say("cases/\(file): not run, there is no conformance data")
            return nil
        }
        let data = try Data(contentsOf: folder.appendingPathComponent("cases/\(file)"))
        let value = try JSONDecoder().decode(LooseJSON.self, from: data).value
        return try value.items.map { try #require(ConformanceCase($0)) }
    }

    private func report(count: Int, passed: Int, excepted: Int, leftOut: Int) {
        var line = "cases/\(file): run \(count - leftOut), passed \(passed), excepted \(excepted)"
        if leftOut > 0 {
            line += ", left out \(leftOut) (\(areasLeftOut.sorted().joined(separator: ", ")))"
        }
        say(line)
    }

    private func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}
