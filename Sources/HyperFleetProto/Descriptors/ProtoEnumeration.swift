/// An enumeration.
package struct ProtoEnumeration: Sendable {
    /// One of its names.
    package struct Value: Sendable {
        package let name: String
        package let number: Int32
        package let comment: String
    }

    /// `hyperfleet.v1.ConditionStatus`
    package let fullName: String
    /// In the order of the .proto file; with aliases, a number stands there more than once.
    package let values: [Value]
    package let comment: String

    /// The type's own name without those around it.
    package var name: String { fullName.lastName }

    /// The name of `number`, the first one where it has several.
    package func name(of number: Int32) -> String? {
        values.first { $0.number == number }?.name
    }

    /// The number of `name`.
    package func number(of name: String) -> Int32? {
        values.first { $0.name == name }?.number
    }
}
