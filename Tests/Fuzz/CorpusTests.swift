import Foundation
import TestSupport
import Testing

@Suite("Inputs that the fuzzer kept")
struct CorpusTests {
    @Test("every kept input goes through its target", arguments: FuzzTarget.allCases)
    func corpus(_ target: FuzzTarget) throws {
        let folder = RepositoryRoot.url.appending(path: "Tests/Fuzz/Corpus/\(target.rawValue)")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        #expect(!files.isEmpty, "\(folder.path) is empty")
        for file in files {
            let input = try Array(Data(contentsOf: file))
            #expect(throws: Never.self, "\(file.lastPathComponent)") { try target.run(input) }
        }
    }

    @Test("every folder of inputs is a target's")
    func folders() throws {
        let folder = RepositoryRoot.url.appending(path: "Tests/Fuzz/Corpus")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(names) == Set(FuzzTarget.allCases.map(\.rawValue)))
    }
}
