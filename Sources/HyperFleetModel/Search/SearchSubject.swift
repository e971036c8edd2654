package import JSONModel

/// What a search is asked of in memory: a resource with its reports.
package struct SearchSubject: Sendable {
    package let resource: Resource
    /// `resource.spec`, read.
    package let spec: JSONValue
    package let statuses: [AdapterStatus]

    package init(_ resource: Resource, statuses: [AdapterStatus] = []) throws(JSONParseError) {
        self.resource = resource
        self.spec = try resource.spec.value()
        self.statuses = statuses
    }

    /// Whether `expression` holds for it at the moment `now`.
    package func satisfies(_ expression: SearchExpression, now: Timestamp) throws(JSONParseError) -> Bool {
        switch expression {
        case .all(let parts):
            for part in parts where try !satisfies(part, now: now) { return false }
            return true
        case .any(let parts):
            for part in parts where try satisfies(part, now: now) { return true }
            return false
        case .not(let part): return try !satisfies(part, now: now)
        case .test(let field, let test):
            guard let value = try SearchFieldValue(of: field, in: self) else { return false }
            return value.passes(test, now: now)
        }
    }
}
