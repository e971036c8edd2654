internal import HyperFleetModel
internal import Logging

extension LogLine {
    /// For people: time, level, message, then `name=value`, the value in quotes where it needs them.
    var text: String {
        var line = "\(time.rfc3339) \(Self.padded(level.rawValue)) "
        Self.append(message, to: &line)
        for value in values {
            line += " "
            Self.append(value.name, to: &line)
            line += "="
            if value.text.isEmpty || value.text.unicodeScalars.contains(where: Self.needsQuotes) {
                line += "\""
                for scalar in value.text.unicodeScalars {
                    if scalar == "\"" || scalar == "\\" { line += "\\" }
                    Self.append(scalar, to: &line)
                }
                line += "\""
            } else {
                line += value.text
            }
        }
        return line
    }

    private static func padded(_ level: String) -> String {
        level + String(repeating: " ", count: max(0, 7 - level.utf8.count))
    }

    private static func needsQuotes(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\"" || scalar == "=" || LogEscape.mustEscape(scalar)
    }

    private static func append(_ text: String, to line: inout String) {
        for scalar in text.unicodeScalars { append(scalar, to: &line) }
    }

    private static func append(_ scalar: Unicode.Scalar, to line: inout String) {
        if LogEscape.mustEscape(scalar) {
            line += LogEscape.hex(scalar)
        } else {
            line.unicodeScalars.append(scalar)
        }
    }
}
