import Foundation
import JSONModel
import JSONSchema
import SchemaDocuments
import TestSupport
import Testing

/// The samples of the conformance data, by the rules of its openapi/README.md.
@Suite struct SampleTests {
    @Test(arguments: ["yaml", "json"]) func samples(form: String) throws {
        guard let folder = Conformance.item("openapi") else { return }
        let samples = folder.appending(path: "samples")
        let names = try FileManager.default.contentsOfDirectory(atPath: samples.path).filter { $0.hasSuffix(".json") }
        var providers: [String: ProviderSchema] = [:]
        for name in names.sorted() {
            let sample = try Sample(
                JSONParser.parse(Array(Data(contentsOf: samples.appending(path: name))), limits: .document))
            let document = sample.document.replacing(".yaml", with: "." + form)
            let provider =
                try providers[document] ?? ProviderSchema.load(path: folder.appending(path: document).path)
            providers[document] = provider
            let schema = sample.schema == "ClusterSpec" ? provider.cluster : provider.nodePool
            let violations = schema.validate(sample.spec)
            #expect(violations.isEmpty == sample.isValid, "\(name): \(violations.map(\.message))")
            for error in sample.errors {
                #expect(violations.contains(where: error.isMet), "\(name): no \(error) in \(violations)")
            }
            for violation in violations {
                let isListed = sample.errors.contains { $0.isMet(by: violation) }
                let isAllowed = violation.keyword.hasPrefix("unevaluated")
                #expect(isListed || isAllowed, "\(name): \(violation) is not listed")
            }
        }
        #expect(names.count >= 20)
        #expect(providers.count >= 2)
    }
}

/// One sample file.
private struct Sample {
    let document: String
    let schema: String
    let isValid: Bool
    let spec: JSONValue
    let errors: [WantedError]

    init(_ value: JSONValue) throws {
        document = try #require(value["document"]?.text)
        schema = try #require(value["schema"]?.text)
        isValid = value["valid"] == .bool(true)
        spec = try #require(value["spec"])
        guard case .array(let items)? = value["errors"] else {
            errors = []
            return
        }
        errors = try items.map { try WantedError($0) }
    }
}

/// One error that a sample lists.
private struct WantedError: CustomStringConvertible {
    /// Pointers at which it may be reported, each with its keyword.
    private let places: [(pointer: String, keyword: String)]

    init(_ value: JSONValue) throws {
        var places: [(pointer: String, keyword: String)] = []
        for error in [value, value["or"]].compactMap({ $0 }) {
            let pointer = try #require(error["pointer"]?.text)
            let keyword = try #require(error["keyword"]?.text)
            places.append((pointer, keyword))
            if let property = error["property"]?.text {
                places.append((pointer + "/" + JSONPointer.escaped(property), keyword))
            }
        }
        self.places = places
    }

    func isMet(by violation: SchemaViolation) -> Bool {
        places.contains { $0.pointer == violation.instancePointer.description && $0.keyword == violation.keyword }
    }

    var description: String { places.map { "\($0.keyword) at '\($0.pointer)'" }.joined(separator: " or ") }
}

extension JSONValue {
    fileprivate var text: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
