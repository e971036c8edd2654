package import Foundation

/// Where the repository lies that these tests were built from.
package enum RepositoryRoot {
    package static let url = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
}
