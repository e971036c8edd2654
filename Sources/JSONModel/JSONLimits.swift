/// How much one JSON text may hold; what is past a limit is refused while reading.
public struct JSONLimits: Sendable, Hashable {
    /// The deepest nesting that any limits can allow: the parser takes stack for each level.
    public static let deepestNesting = 512

    /// The text's length in bytes.
    public var maxBytes: Int
    /// How many arrays and objects may stand within each other; at most `deepestNesting`.
    public var maxDepth: Int {
        didSet { maxDepth = min(maxDepth, Self.deepestNesting) }
    }
    /// Members of one object.
    public var maxKeysPerObject: Int
    /// Significant digits of a number, from the first that is not zero; trailing zeros count behind a decimal point.
    public var maxNumberDigits: Int
    /// The largest exponent, up or down, both as written and with one digit before the point.
    public var maxExponent: Int
    /// Whether a string may hold `\u0000`, which PostgreSQL cannot keep; the byte itself is never JSON.
    public var allowsNUL: Bool

    /// Limits with every bound given.
    public init(
        maxBytes: Int, maxDepth: Int, maxKeysPerObject: Int = 10_000, maxNumberDigits: Int = 64, maxExponent: Int = 308,
        allowsNUL: Bool = false
    ) {
        self.maxBytes = maxBytes
        self.maxDepth = min(maxDepth, Self.deepestNesting)
        self.maxKeysPerObject = maxKeysPerObject
        self.maxNumberDigits = maxNumberDigits
        self.maxExponent = maxExponent
        self.allowsNUL = allowsNUL
    }

    /// A resource's `spec`: 256 KiB, 64 levels, 10,000 members in one object.
    public static let spec = JSONLimits(maxBytes: 256 * 1024, maxDepth: 64)

    /// A report's `data`: 128 KiB, 64 levels, 10,000 members in one object.
    public static let report = JSONLimits(maxBytes: 128 * 1024, maxDepth: 64)

    /// A schema file, which no database has to keep: 8 MiB, 256 levels, 100,000 members in one object.
    public static let document = JSONLimits(
        maxBytes: 8 * 1024 * 1024, maxDepth: 256, maxKeysPerObject: 100_000, allowsNUL: true)

    /// A text that this system wrote itself: only the nesting is bounded.
    static let trusted = JSONLimits(
        maxBytes: .max, maxDepth: deepestNesting, maxKeysPerObject: .max, maxNumberDigits: 200_000,
        maxExponent: 200_000, allowsNUL: true)
}
