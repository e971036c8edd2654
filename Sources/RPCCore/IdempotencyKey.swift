/// Makes keys under which a server recognises the repeat of a write.
package enum IdempotencyKey {
    /// A new key: 128 random bits as 32 hexadecimal digits.
    package static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        return digits(generator.next()) + digits(generator.next())
    }

    private static func digits(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
