internal import CHyperFleetSupport
package import NIOCore

/// The Castagnoli checksum of frames and hellos.
package enum CRC32C {
    /// The checksum of `bytes`, continued from `seed` (the checksum of what came before, 0 for a beginning).
    package static func checksum(_ bytes: UnsafeRawBufferPointer, seed: UInt32 = 0) -> UInt32 {
        hyperfleet_crc32c(seed, bytes.baseAddress, bytes.count)
    }

    /// The checksum of all readable bytes of `buffer`.
    package static func checksum(_ buffer: ByteBuffer, seed: UInt32 = 0) -> UInt32 {
        buffer.withUnsafeReadableBytes { checksum($0, seed: seed) }
    }

    /// The checksum by table alone: what the hardware path is compared with.
    package static func portableChecksum(_ bytes: UnsafeRawBufferPointer, seed: UInt32 = 0) -> UInt32 {
        hyperfleet_crc32c_portable(seed, bytes.baseAddress, bytes.count)
    }
}
