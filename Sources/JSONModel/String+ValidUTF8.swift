extension String {
    /// The text of bytes that are known to be valid UTF-8.
    init(validUTF8 bytes: UnsafeBufferPointer<UInt8>) {
        // What fits into a string without storage of its own is built there: quicker than by decoding.
        guard bytes.count <= 15 else {
            self = String(decoding: bytes, as: UTF8.self)
            return
        }
        self = String(unsafeUninitializedCapacity: bytes.count) { target in
            _ = target.initialize(from: bytes)
            return bytes.count
        }
    }
}
