import Foundation
import JSONModel
import SchemaDocuments
import TestSupport

/// Files of this repository.
func repositoryPath(_ path: String) -> String {
    RepositoryRoot.url.appending(path: path).path
}

/// Why a provider's document is refused; nil when it is not.
func refusal(_ text: String, file: String = "provider.yaml") -> SchemaLoadError? {
    do throws(SchemaLoadError) {
        _ = try ProviderSchema(SchemaDocument.parse(Array(text.utf8), file: file))
        return nil
    } catch {
        return error
    }
}
