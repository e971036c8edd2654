internal import HyperFleetModel

/// How a list's search, label selector, order and fields are read and refused (behaviour.md sections 6 and 7).
enum SearchRules {
    /// What both ask for together; nil where neither is given.
    static func expression(of request: PageRequest) throws(ServiceError) -> SearchExpression? {
        var parts: [SearchExpression] = []
        do throws(SearchError) {
            if !isBlank(request.search) { parts.append(try SearchParser.expression(request.search)) }
        } catch {
            throw refusal("page.search", error.message, of: request.search)
        }
        do throws(SearchError) {
            if !isBlank(request.selector) { parts.append(try LabelSelector.expression(request.selector)) }
        } catch {
            throw refusal("page.label_selector", error.message, of: request.selector)
        }
        return parts.count > 1 ? .all(parts) : parts.first
    }

    /// What the list is ordered by.
    static func order(of request: PageRequest) throws(ServiceError) -> ListOrder {
        do throws(ListOrder.Mistake) {
            return try ListOrder(parsing: request.order)
        } catch {
            throw refusal("page.order", error.message, of: request.order)
        }
    }

    /// Which members are wanted; a name that means none is a violation.
    static func fields(of request: PageRequest, violations: inout [Violation]) -> FieldMask {
        do throws(FieldMask.Mistake) {
            return try FieldMask(parsing: request.fields)
        } catch {
            violations.append(
                Violation(
                    field: "page.fields", rule: "enum", message: error.message, value: String(error.name.prefix(256))))
            return .all
        }
    }

    /// Blank texts count as absent (behaviour.md section 6.1).
    private static func isBlank(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
    }

    /// A search that cannot be read is a bad request, not a broken rule (behaviour.md section 9.2).
    private static func refusal(_ field: String, _ message: String, of text: String) -> ServiceError {
        let violation = Violation(field: field, rule: "format", message: message, value: String(text.prefix(256)))
        return ServiceError(.badRequest, "\(field) cannot be read: \(message)", violations: [violation])
    }
}
