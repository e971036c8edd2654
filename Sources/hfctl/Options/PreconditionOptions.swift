internal import ArgumentParser

/// What a write expects of the resource's present state.
struct PreconditionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only when the resource has this version; otherwise the command fails with code 6.", valueName: "n"))
    var ifResourceVersion: Int64?

    func validate() throws {
        if let version = ifResourceVersion, version < 1 {
            throw ValidationError("--if-resource-version takes a version from 1 on.")
        }
    }

    /// As calls take it: 0 means any.
    var version: Int64 { ifResourceVersion ?? 0 }
}

extension PreconditionOptions {
    /// - Throws: a usage error when one version is to hold for several resources.
    func validate(beside resourceCount: Int) throws {
        if ifResourceVersion != nil, resourceCount > 1 {
            throw ValidationError("--if-resource-version goes with one resource only.")
        }
    }
}
