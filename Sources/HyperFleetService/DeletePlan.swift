internal import HyperFleetModel

/// What a delete, or a report that ends one, writes.
struct DeletePlan: Sendable {
    /// One row's part.
    enum Step: Sendable {
        case update(Resource)
        case remove(ResourceKind, ResourceID)
    }

    /// Children before their parent.
    var steps: [Step]
    /// The resource that the call was about, as it is now or last was.
    var resource: Resource
    var outcome: DeleteOutcome

    var answer: DeleteAnswer { DeleteAnswer(resource: resource, outcome: outcome) }
}

extension StoreTransaction {
    /// Writes what a plan says at the commit.
    func carryOut(_ steps: [DeletePlan.Step]) {
        for step in steps {
            switch step {
            case .update(let resource): update(resource, replacingLabels: false)
            case .remove(let kind, let id): remove(kind, id: id)
            }
        }
    }
}
