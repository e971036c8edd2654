internal import HyperFleetModel

/// How a list's search and label selector are read and refused (behaviour.md section 7).
enum SearchRules {
    /// What both ask for together; nil where neither is given.
    static func expression(of request: PageRequest) throws(ServiceError) -> SearchExpression? {
        var parts: [SearchExpression] = []
        do throws(SearchError) {
            if !isBlank(request.search) { parts.append(try SearchParser.expression(request.search)) }
        } catch {
            throw refusal("page.search", error, of: request.search)
        }
        do throws(SearchError) {
            if !isBlank(request.selector) { parts.append(try LabelSelector.expression(request.selector)) }
        } catch {
            throw refusal("page.label_selector", error, of: request.selector)
        }
        return parts.count > 1 ? .all(parts) : parts.first
    }

    /// Blank texts count as absent (behaviour.md section 6.1).
    private static func isBlank(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
    }

    /// A search that cannot be read is a bad request, not a broken rule (behaviour.md section 9.2).
    private static func refusal(_ field: String, _ error: SearchError, of text: String) -> ServiceError {
        let violation = Violation(
            field: field, rule: "format", message: error.message, value: String(text.prefix(256)))
        return ServiceError(.badRequest, "\(field) cannot be read: \(error.message)", violations: [violation])
    }
}
