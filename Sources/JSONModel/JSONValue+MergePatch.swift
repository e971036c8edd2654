extension JSONValue {
    /// This value as the JSON merge patch `patch` leaves it (RFC 7396, section 2).
    ///
    /// An object's nulls remove members, its other members are merged one by one; anything but an object replaces.
    /// Members that stay keep their places, new ones follow. The result is no deeper than the deeper of the two.
    public func merged(with patch: JSONValue) -> JSONValue {
        guard case .object(let changes) = patch else { return patch }
        var result = JSONObject()
        if case .object(let object) = self { result = object }
        for (key, change) in changes.members {
            if case .null = change {
                result[key] = nil
            } else {
                result[key] = (result[key] ?? .null).merged(with: change)
            }
        }
        return .object(result)
    }
}
