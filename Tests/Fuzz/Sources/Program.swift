import Glibc

/// The environment variable that says which target this run is for.
private let variable = "HYPERFLEET_FUZZ_TARGET"

private let target: FuzzTarget = {
    if let name = getenv(variable), let target = FuzzTarget(rawValue: String(cString: name)) { return target }
    let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
    complain("\(variable) must be one of \(names)")
    exit(2)
}()

private func complain(_ text: String) {
    let line = Array("fuzz: \(text)\n".utf8)
    // Nothing can be said where standard error is closed.
    _ = write(STDERR_FILENO, line, line.count)
}

/// What libFuzzer calls with each input; an invariant that breaks ends the process, as a crash does.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do throws(BrokenInvariant) {
        try target.run(Array(UnsafeBufferPointer(start: start, count: count)))
    } catch {
        complain("\(target.rawValue): \(error)")
        abort()
    }
    return 0
}
