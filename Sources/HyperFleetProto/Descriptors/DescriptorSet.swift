internal import CHyperFleetProto

/// What proto/ says of services and messages, built into the program.
package enum DescriptorSet {
    /// A `google.protobuf.FileDescriptorSet` with imports and comments; a fresh copy each time.
    package static var bytes: [UInt8] {
        [UInt8](
            UnsafeBufferPointer(start: hyperfleet_descriptor_set_start(), count: hyperfleet_descriptor_set_length))
    }
}
