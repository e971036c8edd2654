internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for a new cluster.
package struct CreateClusterRequest: Sendable {
    package var name: String
    package var labels: Labels
    /// A JSON object in UTF-8, as sent: nothing of it is checked here.
    package var spec: [UInt8]
    /// Whether every check runs and nothing is stored.
    package var isDryRun: Bool

    package init(name: String, labels: Labels, spec: [UInt8], isDryRun: Bool = false) {
        self.name = name
        self.labels = labels
        self.spec = spec
        self.isDryRun = isDryRun
    }
}

extension CreateClusterRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__CreateClusterRequest>, _ reader: inout MessageReader
    ) -> Self? {
        Self(
            name: reader.text(form.pointee.name),
            labels: reader.labels(form.pointee.labels),
            spec: reader.bytes(form.pointee.spec),
            isDryRun: form.pointee.dry_run != 0)
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__CreateClusterRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.name = try writer.text(name, "name")
        if !labels.entries.isEmpty { form.pointee.labels = try writer.labels(labels) }
        form.pointee.spec = try writer.bytes(spec)
        form.pointee.dry_run = isDryRun ? 1 : 0
    }
}

/// The new cluster as stored.
package struct CreateClusterResponse: Sendable {
    package var answer: CreateAnswer

    package init(answer: CreateAnswer) {
        self.answer = answer
    }
}

extension CreateClusterResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__CreateClusterResponse>, _ reader: inout MessageReader
    ) -> Self? {
        let replay = reader.replay(form.pointee.replay)
        guard let resource = reader.resource(form.pointee.cluster, "cluster", kind: .cluster) else { return nil }
        return Self(answer: CreateAnswer(resource: resource, replay: replay))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__CreateClusterResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.cluster = try writer.resource(answer.resource, kind: .cluster)
        form.pointee.replay = try writer.replay(answer.replay)
    }
}
