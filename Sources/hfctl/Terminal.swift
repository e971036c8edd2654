internal import Glibc

/// One of the program's two streams: the only door to them.
///
/// What stands on a person's screen is cleaned of control characters first, so that no text of a server or of
/// another user can move the cursor, change colours or answer for the person.
struct Terminal: Sendable {
    /// Data, and nothing else.
    static let output = Terminal(descriptor: STDOUT_FILENO)
    /// Messages.
    static let errors = Terminal(descriptor: STDERR_FILENO)

    private let descriptor: Int32
    /// Whether a person looks at it.
    private let isScreen: Bool

    private init(descriptor: Int32) {
        self.descriptor = descriptor
        self.isScreen = isatty(descriptor) == 1
    }

    /// Whether colours are shown: on a screen that has them, unless NO_COLOR says otherwise (no-color.org).
    var showsColors: Bool {
        isScreen && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true)
            && getenv("TERM").map { String(cString: $0) } != "dumb"
    }

    /// Writes text that has been cleaned already; its colours are for the screen.
    func write(_ text: StyledText) {
        writeBytes(Array(text.text.utf8))
    }

    /// Writes `text` as it stands; ends the program when nobody reads any more.
    func write(_ text: String) {
        writeBytes(Array((isScreen ? Terminal.cleaned(text) : text).utf8))
    }

    private func writeBytes(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EPIPE {
                Signals.endByBrokenPipe()
            } else if errno != EINTR {
                return
            }
        }
    }

    /// `text` without what a terminal would obey: controls other than line break and tab, and marks that reorder.
    static func cleaned(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where scalar == "\n" || scalar == "\t" || !isObeyed(scalar) {
            scalars.append(scalar)
        }
        return String(scalars)
    }

    /// `text` on one line: what a terminal would obey, and every line break and tab, is a space.
    static func onOneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { isObeyed($0) ? " " : $0 }))
    }

    private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F: true
        case 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
