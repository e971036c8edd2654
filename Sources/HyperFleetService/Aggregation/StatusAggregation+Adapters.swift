internal import HyperFleetModel

/// One condition per required adapter with a usable report (behaviour.md section 4.7).
extension StatusAggregation {
    var adapterConditions: [Condition] {
        orderedSnapshots.map { snapshot in
            let type = AdapterName.conditionType(of: snapshot.adapter)
            let former = previous[type]
            let isSame = former?.status == snapshot.isAvailable
            return condition(
                type, status: snapshot.isAvailable, reason: snapshot.reason, message: snapshot.message,
                observedGeneration: snapshot.generation, lastUpdatedTime: snapshot.time,
                lastTransitionTime: isSame ? former?.lastTransitionTime ?? snapshot.time : snapshot.time)
        }
    }
}
