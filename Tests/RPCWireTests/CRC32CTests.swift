import NIOCore
import RPCWire
import Testing

@Suite("CRC32C")
struct CRC32CTests {
    @Test("P-2: the check value of the Castagnoli polynomial")
    func checkValue() {
        #expect(CRC32C.checksum(ByteBuffer(string: "123456789")) == 0xE306_9283)
        #expect(CRC32C.checksum(ByteBuffer()) == 0)
    }

    @Test("The hardware path and the table agree for every length and alignment")
    func pathsAgree() {
        let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
        for start in 0..<9 {
            for end in start..<bytes.count {
                bytes[start..<end].withUnsafeBytes { part in
                    #expect(CRC32C.checksum(part, seed: 7) == CRC32C.portableChecksum(part, seed: 7))
                }
            }
        }
    }

    @Test("A checksum continues where another ended")
    func continues() {
        let whole = ByteBuffer(bytes: (0..<100).map { UInt8($0) })
        for split in 0...100 {
            let first = whole.getSlice(at: 0, length: split) ?? ByteBuffer()
            let second = whole.getSlice(at: split, length: 100 - split) ?? ByteBuffer()
            #expect(CRC32C.checksum(second, seed: CRC32C.checksum(first)) == CRC32C.checksum(whole))
        }
    }
}
