internal import HyperFleetModel
internal import Logging

extension LogLine {
    /// Names of the line's own members; a value of the same name gets a `_` behind it.
    private static let reserved: Set<String> = ["timestamp", "level", "message", "component", "version", "logger"]

    /// One JSON object with stable names: `timestamp level message component version logger`, then the values.
    var json: String {
        var text = "{"
        Self.append("timestamp", time.rfc3339, to: &text)
        Self.append("level", level.rawValue, to: &text)
        Self.append("message", message, to: &text)
        Self.append("component", "hyperfleet-api", to: &text)
        Self.append("version", ServerVersion.current, to: &text)
        Self.append("logger", label, to: &text)
        for value in values {
            Self.append(Self.reserved.contains(value.name) ? value.name + "_" : value.name, value.text, to: &text)
        }
        return text + "}"
    }

    private static func append(_ name: String, _ value: String, to text: inout String) {
        if text.utf8.count > 1 { text += "," }
        appendQuoted(name, to: &text)
        text += ":"
        appendQuoted(value, to: &text)
    }

    private static func appendQuoted(_ value: String, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case _ where LogEscape.mustEscape(scalar): text += LogEscape.hex(scalar)
            case _: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

/// Characters that would let a value forge a line or move a terminal's cursor.
enum LogEscape {
    /// C0 and C1 controls, DEL, line and paragraph separators, and the marks that turn the writing direction.
    static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
        case _: false
        }
    }

    /// `\u001b`
    static func hex(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
