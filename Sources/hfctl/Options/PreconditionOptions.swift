internal import ArgumentParser
internal import HyperFleetModel

/// What a write expects of the resource's present state.
struct PreconditionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only when the resource has this version; otherwise the command fails with code 6.", valueName: "n"))
    var ifResourceVersion: Int64?

    @Option(
        help: ArgumentHelp(
            "Only when the resource has this generation; otherwise the command fails with code 6.", valueName: "n"))
    var ifGeneration: Int64?

    func validate() throws {
        if let version = ifResourceVersion, version < 1 {
            throw ValidationError("--if-resource-version takes a version from 1 on.")
        }
        if let generation = ifGeneration, generation < 1 {
            throw ValidationError("--if-generation takes a generation from 1 on.")
        }
    }

    /// As calls take them.
    var preconditions: Preconditions {
        Preconditions(ifResourceVersion: ifResourceVersion ?? 0, ifGeneration: ifGeneration ?? 0)
    }
}

extension PreconditionOptions {
    /// - Throws: a usage error when one state is to hold for several resources.
    func validate(beside resourceCount: Int) throws {
        guard resourceCount > 1 else { return }
        if ifResourceVersion != nil {
            throw ValidationError("--if-resource-version goes with one resource only.")
        }
        if ifGeneration != nil {
            throw ValidationError("--if-generation goes with one resource only.")
        }
    }
}
