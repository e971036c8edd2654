internal import Foundation

/// A short folder for a durable cluster of a test, with a space in its name.
struct Folders {
    let base: String
    var data: String { "\(base)/the data" }
    var socket: String { "\(base)/s s" }

    init() throws {
        base = "/tmp/hfp \(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: base)
    }
}
