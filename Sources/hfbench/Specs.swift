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
}
