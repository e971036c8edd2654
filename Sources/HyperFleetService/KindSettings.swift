package import HyperFleetModel

/// What is configured for each kind: the adapters that must report before a resource is reconciled, and what a
/// cluster's delete does about its node pools.
package struct KindSettings: Sendable, Hashable {
    /// Required adapters of clusters, in the order that conditions are shown in.
    package let clusterAdapters: [String]
    /// Required adapters of node pools, in the order that conditions are shown in.
    package let nodePoolAdapters: [String]
    /// What a cluster's delete does about its active node pools.
    package let nodePoolPolicy: DeletePolicy

    /// What holds where nothing is configured.
    package static let standard = KindSettings(
        checkedClusterAdapters: ["validation", "dns", "pullsecret", "hypershift"],
        nodePoolAdapters: ["validation", "hypershift"], nodePoolPolicy: .cascade)

    /// Settings with these required adapters; an empty list means that the kind waits for nobody.
    ///
    /// - Throws: every mistake at once: bad names, names given twice, and names that share a condition type.
    package init(
        clusterAdapters: [String], nodePoolAdapters: [String], nodePoolPolicy: DeletePolicy = .cascade
    ) throws(KindSettingsError) {
        let mistakes =
            Self.mistakes(in: clusterAdapters, of: .cluster) + Self.mistakes(in: nodePoolAdapters, of: .nodePool)
        guard mistakes.isEmpty else { throw KindSettingsError(mistakes: mistakes) }
        self.init(
            checkedClusterAdapters: clusterAdapters, nodePoolAdapters: nodePoolAdapters,
            nodePoolPolicy: nodePoolPolicy)
    }

    private init(checkedClusterAdapters: [String], nodePoolAdapters: [String], nodePoolPolicy: DeletePolicy) {
        clusterAdapters = checkedClusterAdapters
        self.nodePoolAdapters = nodePoolAdapters
        self.nodePoolPolicy = nodePoolPolicy
    }

    /// The adapters that a resource of `kind` waits for, in order.
    package func requiredAdapters(of kind: ResourceKind) -> [String] {
        switch kind {
        case .cluster: clusterAdapters
        case .nodePool: nodePoolAdapters
        }
    }

    /// The same for equal settings on every server, and hardly for others: 16 hexadecimal digits.
    package var hash: String {
        var text = RequestText()
        for kind in ResourceKind.allCases {
            let adapters = requiredAdapters(of: kind)
            text.append(kind.name)
            text.append(Int64(adapters.count))
            for adapter in adapters { text.append(adapter) }
        }
        text.append(nodePoolPolicy.rawValue)
        let digits = String(text.fingerprint(SipHash.Key(first: 0, second: 0)).high, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func mistakes(in adapters: [String], of kind: ResourceKind) -> [Violation] {
        var found: [Violation] = []
        var adapterOfType: [String: String] = [:]
        for (index, adapter) in adapters.enumerated() {
            let field = "\(kind.name) required adapters[\(index)]"
            let broken = AdapterName.violations(of: adapter, field: field)
            guard broken.isEmpty else {
                found += broken
                continue
            }
            let type = AdapterName.conditionType(of: adapter)
            guard let other = adapterOfType.updateValue(adapter, forKey: type) else { continue }
            found.append(
                other == adapter
                    ? Violation(field: field, rule: "unique", message: "is given twice", value: adapter)
                    : Violation(
                        field: field, rule: "collision",
                        message: "shares the condition type \(type) with the adapter '\(other)'", value: adapter))
        }
        return found
    }
}

/// Why settings of kinds cannot be used.
package struct KindSettingsError: Error, Sendable, Hashable, CustomStringConvertible {
    package let mistakes: [Violation]

    /// One line per mistake.
    package var description: String {
        mistakes.map { "\($0.field): '\($0.value ?? "")' \($0.message)" }.joined(separator: "\n")
    }
}
