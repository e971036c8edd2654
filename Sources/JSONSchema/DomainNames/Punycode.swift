/// The coding of RFC 3492, as labels of domain names use it.
enum Punycode {
    private static let base = 36
    private static let firstThreshold = 1
    private static let lastThreshold = 26
    private static let firstBias = 72
    private static let firstCodePoint = 128

    /// The code points of an encoded label without `xn--`, in lower case; nil when it is malformed.
    static func decode(_ text: ArraySlice<UInt32>) -> [UInt32]? {
        let delimiter = text.lastIndex(of: UInt32(UInt8(ascii: "-")))
        var output = delimiter.map { Array(text[..<$0]) } ?? []
        var rest = text[(delimiter.map { $0 + 1 } ?? text.startIndex)...]
        var codePoint = firstCodePoint
        var index = 0
        var bias = firstBias
        var isFirst = true
        while !rest.isEmpty {
            guard let step = readNumber(&rest, bias: bias) else { return nil }
            let count = output.count + 1
            index += step
            bias = adapt(step, count: count, isFirst: isFirst)
            isFirst = false
            codePoint += index / count
            index %= count
            guard let scalar = Unicode.Scalar(UInt32(clamping: codePoint)) else { return nil }
            output.insert(scalar.value, at: index)
            index += 1
        }
        return output
    }

    /// A label without `xn--`; its code points are fewer than a label's bytes, so nothing overflows.
    static func encode(_ label: [UInt32]) -> [UInt32] {
        var output = label.filter { $0 < 128 }
        let basicCount = output.count
        var handled = basicCount
        if basicCount > 0 { output.append(UInt32(UInt8(ascii: "-"))) }
        var codePoint = firstCodePoint
        var delta = 0
        var bias = firstBias
        while handled < label.count {
            let next = Int(label.lazy.filter { $0 >= codePoint }.min() ?? UInt32(codePoint))
            delta += (next - codePoint) * (handled + 1)
            codePoint = next
            for value in label {
                if value < codePoint { delta += 1 }
                guard value == codePoint else { continue }
                writeNumber(delta, bias: bias, to: &output)
                bias = adapt(delta, count: handled + 1, isFirst: handled == basicCount)
                delta = 0
                handled += 1
            }
            delta += 1
            codePoint += 1
        }
        return output
    }

    /// A number of digits of growing weight.
    private static func readNumber(_ text: inout ArraySlice<UInt32>, bias: Int) -> Int? {
        var number = 0
        var weight = 1
        var place = base
        while let character = text.popFirst() {
            guard let digit = digit(character) else { return nil }
            let (product, isTooLarge) = weight.multipliedReportingOverflow(by: digit)
            // No index into a label's code points is larger.
            guard !isTooLarge, product <= Int(Int32.max) - number else { return nil }
            number += product
            let threshold = threshold(place, bias: bias)
            if digit < threshold { return number }
            weight *= base - threshold
            guard weight <= Int(Int32.max) else { return nil }
            place += base
        }
        return nil
    }

    private static func writeNumber(_ number: Int, bias: Int, to output: inout [UInt32]) {
        var number = number
        var place = base
        while true {
            let threshold = threshold(place, bias: bias)
            guard number >= threshold else { break }
            output.append(character(threshold + (number - threshold) % (base - threshold)))
            number = (number - threshold) / (base - threshold)
            place += base
        }
        output.append(character(number))
    }

    private static func threshold(_ place: Int, bias: Int) -> Int {
        min(max(place - bias, firstThreshold), lastThreshold)
    }

    private static func digit(_ character: UInt32) -> Int? {
        switch character {
        case 0x61...0x7a: Int(character) - 0x61
        case 0x30...0x39: Int(character) - 0x30 + 26
        default: nil
        }
    }

    private static func character(_ digit: Int) -> UInt32 {
        UInt32(digit < 26 ? 0x61 + digit : 0x30 + digit - 26)
    }

    /// The bias after a number (RFC 3492, section 6.1).
    private static func adapt(_ delta: Int, count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var place = 0
        while delta > (base - firstThreshold) * lastThreshold / 2 {
            delta /= base - firstThreshold
            place += base
        }
        return place + (base - firstThreshold + 1) * delta / (delta + 38)
    }
}
