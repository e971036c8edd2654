internal import CHyperFleetProto
internal import CHyperFleetSupport

/// Makes the forms of a message being written, in the memory of one arena.
///
/// What it hands out is valid until the arena is reset, which `WireMessage.encode` does before it returns.
struct MessageWriter {
    private let arena: UnsafeMutablePointer<hyperfleet_arena>
    /// Whether a mask of fields has left members out of the resources being written.
    private(set) var isPartial = false

    init(_ arena: UnsafeMutablePointer<hyperfleet_arena>) {
        self.arena = arena
    }

    /// The same for resources that may be partial.
    func partial(_ isPartial: Bool) -> MessageWriter {
        var writer = self
        writer.isPartial = isPartial
        return writer
    }

    /// Memory for `count` values, of undefined content; nil where there is none left.
    func allocate<Value>(_: Value.Type, count: Int = 1) -> UnsafeMutablePointer<Value>? {
        hyperfleet_arena_allocate(arena, count * MemoryLayout<Value>.stride)?.assumingMemoryBound(to: Value.self)
    }

    /// An empty form.
    func new<Form: WireForm>(_ type: Form.Type) throws(EncodingFault) -> UnsafeMutablePointer<Form> {
        guard let form = allocate(type) else { throw .outOfMemory }
        Form.initialise(form)
        return form
    }

    /// A copy of a text as C wants it, with a NUL behind it; `field` is named where it has one inside.
    func text(_ text: String, _ field: StaticString) throws(EncodingFault) -> UnsafeMutablePointer<CChar> {
        let utf8 = text.utf8
        let copy =
            utf8.withContiguousStorageIfAvailable { hyperfleet_arena_copy_text(arena, $0.baseAddress, $0.count) }
            ?? Array(utf8).withUnsafeBufferPointer { hyperfleet_arena_copy_text(arena, $0.baseAddress, $0.count) }
        if let copy { return copy }
        if utf8.contains(0) { throw EncodingFault(message: "\(field) holds a NUL", field: "\(field)") }
        throw .outOfMemory
    }

    /// A copy of bytes.
    func bytes(_ bytes: [UInt8]) throws(EncodingFault) -> ProtobufCBinaryData {
        guard !bytes.isEmpty else { return ProtobufCBinaryData(len: 0, data: nil) }
        guard let copy = allocate(UInt8.self, count: bytes.count) else { throw .outOfMemory }
        bytes.withUnsafeBufferPointer { source in
            guard let start = source.baseAddress else { return }
            copy.update(from: start, count: source.count)
        }
        return ProtobufCBinaryData(len: bytes.count, data: copy)
    }

    /// A list of forms, one for each element, each filled by `write`.
    func list<Form: WireForm, Element>(
        _ elements: [Element],
        _ write: (UnsafeMutablePointer<Form>, Element) throws(EncodingFault) -> Void
    ) throws(EncodingFault) -> UnsafeMutablePointer<UnsafeMutablePointer<Form>?>? {
        guard !elements.isEmpty else { return nil }
        guard let forms = allocate(Form.self, count: elements.count),
            let pointers = allocate(UnsafeMutablePointer<Form>?.self, count: elements.count)
        else { throw .outOfMemory }
        for index in elements.indices {
            Form.initialise(forms + index)
            try write(forms + index, elements[index])
            (pointers + index).initialize(to: forms + index)
        }
        return pointers
    }

    /// A list of texts.
    func texts(
        _ texts: [String], _ field: StaticString
    ) throws(EncodingFault) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
        guard !texts.isEmpty else { return nil }
        guard let pointers = allocate(UnsafeMutablePointer<CChar>?.self, count: texts.count) else {
            throw .outOfMemory
        }
        for index in texts.indices {
            (pointers + index).initialize(to: try text(texts[index], field))
        }
        return pointers
    }
}
