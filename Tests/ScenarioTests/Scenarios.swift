import Testing

/// The programs as users run them. One after another: each scenario has a server, and what it measures is its own.
@Suite("Scenarios", .serialized)
enum Scenarios {}
