internal import ArgumentParser

/// How large the specs are.
struct SpecOptions: ParsableArguments {
    @Option(help: "Bytes of each cluster's spec, 250 to 65536; about 350 with members of all kinds unless given.")
    var specSize: Int?

    func validate() throws {
        guard let specSize else { return }
        guard (250...65_536).contains(specSize) else { throw ValidationError("--spec-size is 250 to 65536") }
    }
}
