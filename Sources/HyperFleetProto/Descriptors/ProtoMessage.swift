/// A message type.
package struct ProtoMessage: Sendable {
    /// A choice between fields, of which at most one is set.
    package struct Oneof: Sendable {
        package let name: String
        package let comment: String
    }

    /// `hyperfleet.v1.Labels`; of a nested type, `hyperfleet.v1.Labels.EntriesEntry`.
    package let fullName: String
    /// In the order of the .proto file.
    package let fields: [ProtoField]
    package let oneofs: [Oneof]
    /// Whether it is the invisible type of a map's entries: `key` is field 1, `value` field 2.
    package let isMapEntry: Bool
    package let comment: String

    private let placesByNumber: [Int: Int]
    private let placesByName: [String: Int]

    init(fullName: String, fields: [ProtoField], oneofs: [Oneof], isMapEntry: Bool, comment: String) {
        self.fullName = fullName
        self.fields = fields
        self.oneofs = oneofs
        self.isMapEntry = isMapEntry
        self.comment = comment
        var numbers: [Int: Int] = [:]
        var names: [String: Int] = [:]
        for (place, field) in fields.enumerated() {
            numbers[field.number] = place
            names[field.name] = place
        }
        // A name of a .proto file counts before the JSON name of another field.
        for (place, field) in fields.enumerated() where names[field.jsonName] == nil { names[field.jsonName] = place }
        placesByNumber = numbers
        placesByName = names
    }

    /// The type's own name without those around it.
    package var name: String { fullName.lastName }

    /// The field `number`.
    package func field(_ number: Int) -> ProtoField? {
        placesByNumber[number].map { fields[$0] }
    }

    /// The field of this name, as the .proto file or as JSON spells it.
    package func field(named name: String) -> ProtoField? {
        placesByName[name].map { fields[$0] }
    }
}

extension String {
    /// What stands behind the last dot: `Labels` of `hyperfleet.v1.Labels`.
    var lastName: String {
        lastIndex(of: ".").map { String(self[index(after: $0)...]) } ?? self
    }
}
