internal import ArgumentParser
internal import HyperFleetModel

/// A condition as it is written on the command line: `Available=True`, then maybe `:Reason`, then maybe `:message`.
struct ConditionText: ExpressibleByArgument, Sendable {
    let condition: AdapterCondition

    init?(argument: String) {
        guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else { return nil }
        let parts = argument[argument.index(after: equals)...].split(
            separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard let word = parts.first, let status = AdapterCondition.Status(rawValue: String(word)) else { return nil }
        condition = AdapterCondition(
            type: String(argument[..<equals]), status: status, reason: parts.count > 1 ? String(parts[1]) : "",
            message: parts.count > 2 ? String(parts[2]) : "", lastTransitionTime: Timestamp(microseconds: 0))
    }
}
