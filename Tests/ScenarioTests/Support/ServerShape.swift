import Foundation

/// Which schema and which adapters a server under test has.
struct ServerShape: Sendable {
    private enum Schema {
        case file(URL)
        case text(String)
    }

    private var schema: Schema
    var clusterAdapters: String
    var nodePoolAdapters: String

    /// The project's own example, with the adapters that a server requires unless told otherwise.
    static let example = ServerShape(
        schema: .file(Repository.root.appendingPathComponent("docs/examples/provider.yaml")),
        clusterAdapters: "validation,dns,pullsecret,hypershift", nodePoolAdapters: "validation,hypershift")

    /// Takes any spec but for two members.
    static let lax = ServerShape(
        schema: .text(
            """
            openapi: 3.0.3
            info: {title: A provider that takes anything but two things, version: "1"}
            paths: {}
            components:
              schemas:
                ClusterSpec:
                  type: object
                  properties:
                    region: {type: string, enum: [north, south]}
                    replicas: {type: integer, minimum: 1}
                NodePoolSpec:
                  type: object
                  properties:
                    replicas: {type: integer, minimum: 1}

            """),
        clusterAdapters: "validation,dns", nodePoolAdapters: "validation")

    /// The schema's file, written into `folder` where it is none yet.
    func schemaPath(in folder: URL) throws -> String {
        switch schema {
        case .file(let url): return url.path
        case .text(let text):
            let url = folder.appendingPathComponent("schema.yaml")
            try Data(text.utf8).write(to: url)
            return url.path
        }
    }
}
