import HyperFleetModel
import Testing

@Suite struct SipHashTests {
    /// `vectors_sip64` of the reference implementation: input 00, 01, ... of each length under the key 00 ... 0f.
    @Test(
        arguments: [
            (0, 0x726f_db47_dd0e_0e31), (1, 0x74f8_39c5_93dc_67fd), (2, 0x0d6c_8009_d9a9_4f5a),
            (3, 0x8567_6696_d7fb_7e2d), (7, 0xab02_00f5_8b01_d137), (8, 0x93f5_f579_9a93_2462),
            (15, 0xa129_ca61_49be_45e5), (63, 0x958a_324c_eb06_4572),
        ] as [(Int, UInt64)])
    func referenceVectors(length: Int, hash: UInt64) {
        let key = SipHash.Key(first: 0x0706_0504_0302_0100, second: 0x0f0e_0d0c_0b0a_0908)
        #expect(SipHash.hash((0..<length).map(UInt8.init), key: key) == hash)
    }
}
