internal import HyperFleetModel
internal import JSONModel

/// Specs that the provider schema of docs/examples accepts, of about 300 bytes, made to differ by a number.
enum Specs {
    /// A cluster's spec; `number` makes it another one.
    static func cluster(_ number: Int) -> [UInt8] {
        Array(
            """
            {"platform":{"type":"gcp","gcp":{"projectID":"fleet-bench-prod","region":"europe-west4",\
            "zone":"europe-west4-b","network":"bench-vpc","subnet":"bench-nodes"}},"release":{"version":"4.21.7",\
            "channelGroup":"stable"},"networking":{"networkType":"OVNKubernetes","clusterNetwork":\
            [{"cidr":"10.128.0.0/14","hostPrefix":23}]},"displayName":"Bench \(number)"}
            """.utf8)
    }

    /// A cluster's spec of at least `size` bytes, and at most 24 more: the least that the schema asks for, and sources
    /// that may reach the cluster.
    static func cluster(_ number: Int, size: Int?) -> [UInt8] {
        guard let size else { return cluster(number) }
        var spec = Array(
            """
            {"platform":{"type":"gcp","gcp":{"projectID":"fleet-bench-prod","region":"europe-west4"}},\
            "release":{"version":"4.21.7"},"displayName":"Bench \(number)","allowedSources":["10.0.0.0/8"
            """.utf8)
        var source = 0
        while spec.count + 2 < size {
            spec += ",\"192.168.\(source / 256).\(source % 256)/32\"".utf8
            source += 1
        }
        return spec + "]}".utf8
    }

    /// A cluster as a server answers it, of about 700 bytes as a message: labels, a spec, conditions.
    static func resource() -> Resource {
        let moment = Timestamp(microseconds: 1_790_000_000_000_000)
        let conditions = ["Reconciled", "LastKnownReconciled", "ValidationSuccessful"].map { type in
            Condition(
                type: type, status: true, reason: "AllAdaptersAvailable", message: "", observedGeneration: 7,
                createdTime: moment, lastUpdatedTime: moment, lastTransitionTime: moment)
        }
        return Resource(
            id: ResourceID(high: 0x0199_0000_0000_7000, low: 0x8000_0000_0000_0001), kind: .cluster,
            name: "bench-cluster", owner: nil, labels: Labels(["env": "prod", "region": "eu-west4", "team": "core"]),
            spec: JSONDocument(trusted: cluster(7)), generation: 7, generationTime: moment, resourceVersion: 19,
            conditions: conditions, createdTime: moment, createdBy: "bench@hyperfleet.local", updatedTime: moment,
            updatedBy: "bench@hyperfleet.local")
    }
}
