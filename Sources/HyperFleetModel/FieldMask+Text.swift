extension FieldMask {
    /// Why names are no mask, for people.
    public struct Mistake: Error, Sendable, Hashable {
        /// The name.
        public let name: String
        /// What is wrong with it, and what could stand there.
        public let message: String
    }

    /// Reads names, each of which may be several with commas between them; nothing at all means all members.
    public init(parsing texts: [String]) throws(Mistake) {
        let names = Self.names(in: texts)
        guard !names.isEmpty else {
            self = .all
            return
        }
        guard names.count <= Self.maximumNames else {
            throw Mistake(
                name: names[Self.maximumNames],
                message: "is one of \(names.count); at most \(Self.maximumNames) may be given")
        }
        var members: Set<Member> = []
        var conditionMembers: Set<ConditionMember> = []
        for name in names {
            let (member, parts) = try Self.member(name)
            members.insert(member)
            conditionMembers.formUnion(parts)
        }
        self.init(members: members, conditionMembers: conditionMembers)
    }

    /// The values of a list of texts: split at commas, trimmed, blank ones left out.
    package static func names(in texts: [String]) -> [String] {
        texts.flatMap { $0.split(separator: ",") }.compactMap { part in
            let words = part.split(whereSeparator: \.isWhitespace)
            return words.isEmpty ? nil : words.joined(separator: " ")
        }
    }

    private static func member(_ name: String) throws(Mistake) -> (Member, Set<ConditionMember>) {
        let all = Set(ConditionMember.allCases)
        switch name {
        case "status":
            throw Mistake(name: name, message: "is not one member: say status.conditions, or status.* for all of it")
        case "status.*", "status.conditions", "status.conditions.*": return (.conditions, all)
        case _: break
        }
        if let member = Member(rawValue: name) { return (member, []) }
        let prefix = "status.conditions."
        if name.hasPrefix(prefix), let part = ConditionMember(rawValue: String(name.dropFirst(prefix.count))) {
            return (.conditions, [part])
        }
        for whole in [Member.spec, .labels] where name.hasPrefix("\(whole.rawValue).") {
            throw Mistake(name: name, message: "cannot be had alone: ask for \(whole.rawValue)")
        }
        let known = Member.allCases.map(\.rawValue).joined(separator: ", ")
        throw Mistake(name: name, message: "is no member; there are \(known), and the members of a condition")
    }
}
