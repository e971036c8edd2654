import JSONModel
import Testing

/// Strings are looked through eight bytes at a time: every byte is seen at every place, whatever stands around it.
@Suite struct StringScanTests {
    /// Neighbours of a quote, a backslash, the controls and the code points past ASCII.
    @Test(arguments: ["a", "!", "#", "[", "]", " ", "\u{7f}", "é"])
    func everyByteAtEveryPlace(filler: String) throws {
        let filler = Array(filler.utf8)
        for before in 0...9 {
            for byte in UInt8.min...UInt8.max where byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") {
                let start = Array(repeating: filler, count: before).joined()
                let text = [UInt8(ascii: "\"")] + start + [byte] + filler + filler + [UInt8(ascii: "\"")]
                do {
                    let value = try JSONParser.parse(text, limits: .spec)
                    #expect(0x20..<0x80 ~= byte)
                    #expect(value == .string(String(decoding: text.dropFirst().dropLast(), as: UTF8.self)))
                } catch {
                    #expect(error.offset == 1 + start.count)
                    #expect(error.rule == (byte == 0 ? "nul" : byte < 0x20 ? "syntax" : "utf8"))
                }
            }
        }
    }

    @Test func escapesAmongCodePointsOfEveryWidth() throws {
        for before in 0...9 {
            let start = String(repeating: "x", count: before) + "é字😀"
            let text = "\"\(start)\\n\(start)\\u00e9\\\"\(start)\""
            let value = try JSONParser.parse(Array(text.utf8), limits: .spec)
            #expect(value == .string("\(start)\n\(start)é\"\(start)"))
        }
    }
}
