internal import HyperFleetService
internal import JSONModel
internal import Logging
internal import Metrics
internal import RPCTransport
internal import SchemaDocuments
internal import Synchronization

/// The provider's schema: read at start, and again whenever its file changes; one that cannot be used changes nothing.
struct SchemaFile: Sendable {
    private let file: FileBacked<SpecSchemas>
    private let interval: Duration
    private let logger: Logger
    /// What has become of the file's changes.
    let figures: SchemaFigures

    /// Reads the file for the first time.
    init(path: String, interval: Duration, metrics: any MetricsFactory, logger: Logger) throws(StartFailure) {
        self.interval = interval
        self.logger = logger
        let paths = SchemaPaths(path)
        file = FileBacked(paths: { paths.all }) { () throws(FileProblem) in
            do throws(SchemaLoadError) {
                let files = try SchemaFiles.load(path: path)
                paths.found(files.paths)
                let provider = try ProviderSchema(files)
                return SpecSchemas(
                    cluster: provider.cluster, nodePool: provider.nodePool,
                    document: SchemaBundler.bundle(files).serialized())
            } catch {
                throw FileProblem("\(error)")
            }
        }
        if case .failed(let problem) = file.look() {
            throw StartFailure(.providerSchema, "the provider schema cannot be used: \(problem)")
        }
        figures = SchemaFigures(factory: metrics)
    }

    /// The last good schemas.
    var schemas: SpecSchemas { file.value ?? SpecSchemas() }

    /// Looks for changes, and has `service` follow them.
    func reload(into service: FleetService) async {
        switch await file.lookAside() {
        case .unchanged: break
        case .renewed(let schemas):
            service.adopt(schemas)
            figures.noteReload()
            logger.notice("the provider schema was read again")
        case .failed(let problem):
            figures.noteFailure()
            logger.error("the former provider schema stays in force", metadata: ["problem": "\(problem)"])
        }
    }

    /// Looks again and again, until the task is cancelled.
    func watch(for service: FleetService) async {
        await FileWatch.run(every: interval) { await reload(into: service) }
    }
}

/// The files of a schema: the one that was named, and those that it was found to refer to.
private final class SchemaPaths: Sendable {
    private let known: Mutex<[String]>

    init(_ path: String) {
        known = Mutex([path])
    }

    var all: [String] { known.withLock(\.self) }

    func found(_ paths: [String]) {
        known.withLock { $0 = paths }
    }
}
