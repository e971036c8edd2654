/// Why a descriptor set cannot be used.
package struct DescriptorError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong with it and where, for people.
    package let message: String

    init(_ message: String) {
        self.message = message
    }

    init(_ fault: MessageFault) {
        message = fault.path.isEmpty ? fault.message : "\(fault.path): \(fault.message)"
    }

    package var description: String { message }
}
