/// How the names of .proto files and of JSON belong together.
enum FieldNames {
    /// `page_size` as `pageSize`, by protoc's rule: an underscore goes, and the letter behind it becomes a capital.
    static func json(_ name: String) -> String {
        var result = String.UnicodeScalarView()
        var isAfterUnderscore = false
        for scalar in name.unicodeScalars {
            if scalar == "_" {
                isAfterUnderscore = true
            } else {
                result.append(isAfterUnderscore ? capital(scalar) : scalar)
                isAfterUnderscore = false
            }
        }
        return String(result)
    }

    /// `pageSize` as `page_size`; nil for a text that JSON names never are.
    static func proto(_ name: String) -> String? {
        var result = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            guard scalar.isASCII, scalar != "_" else { return nil }
            if "A"..."Z" ~= scalar {
                result.append("_")
                result.append(Unicode.Scalar(UInt8(scalar.value) | 0x20))
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    private static func capital(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        "a"..."z" ~= scalar ? Unicode.Scalar(UInt8(scalar.value) & 0xDF) : scalar
    }
}
