import HyperFleetModel
import JSONModel
import Testing

@testable import HyperFleetService

/// The catalogue's codes and what they stand for, and that the store's words stay inside.
@Suite struct ErrorsConformanceTests {
    @Test func cases() async throws {
        let run = ConformanceRun(
            "errors.json",
            exceptions: [
                // Paths that a release did not serve yet, and JWT, are not ours.
                "err-004": "D21", "err-013": "D21",
                // A search that cannot be read is told with its position, under the code that the peer really uses.
                "err-010": "D17",
                // Problem documents are not ours.
                "err-020": "D21",
            ])
        try await run.run { conformanceCase in
            let input = conformanceCase.input
            let expected = conformanceCase.expected
            switch conformanceCase.area {
            case "errors.catalogue":
                guard let code = expected["code"]?.text, let reason = ErrorReason(rawValue: code) else { return nil }
                return expected["http"]?.int.map { Self.codes(of: $0).contains(reason.code) }
            case "errors.find":
                let isFound = input["code"]?.text.flatMap(ErrorReason.init(rawValue:)) != nil
                return isFound == expected["found"]?.flag
            case "errors.format":
                let error = ServiceError(StoreError.failure(input["cause"]?.text ?? ""))
                let words = expected["not_contains"]?.items.compactMap(\.text) ?? []
                return !words.isEmpty && words.allSatisfy { !error.message.contains($0) }
            case _: return nil
            }
        }
    }

    /// The canonical codes that an HTTP status stands for (behaviour.md section 9.2).
    private static func codes(of status: Int64) -> Set<CanonicalCode> {
        switch status {
        case 400, 422: [.invalidArgument]
        case 401: [.unauthenticated]
        case 403: [.permissionDenied]
        case 404: [.notFound]
        case 409: [.alreadyExists, .failedPrecondition, .aborted]
        case 500: [.internalError]
        case 503: [.unavailable]
        case _: []
        }
    }
}
