internal import HyperFleetModel

extension ServiceError {
    /// What a store's error means to the caller; one of the four doorways of design.md section 4.
    ///
    /// The store's own words stay out of `message` where they may name tables or values.
    package init(_ error: StoreError) {
        switch error {
        case .nameTaken:
            self.init(.alreadyExists, "An active resource has this name already; choose another name.")
        case .keyTaken:
            self.init(.idempotencyConflict, "An earlier call has used this idempotency key.")
        case .specTooLarge:
            let violation = Violation(
                field: "spec", rule: "stored_size",
                message: "takes more than 262144 bytes as the database prints it")
            self.init(.validation, "\(violation.field) \(violation.message)", violations: [violation])
        case .unavailable(_, let retryAfter, let processed):
            self.init(
                .unavailable, "The database is not available at the moment; try again.", retryAfter: retryAfter,
                processed: processed)
        case .outOfSpace(let text):
            // Without a pause to wait: room is made by people, and not in the time of a call.
            self.init(
                .limitReached,
                "The database has no room left; nothing was stored. Reads go on; its operator must make room.")
            logMessage = text
        case .overloaded(let retryAfter):
            self.init(
                .limitReached, "Too many calls wait for the database; try again later.", retryAfter: retryAfter)
        case .timedOut:
            self.init(.deadlineExceeded, "The database did not answer in time.", processed: .maybe)
        case .cancelled:
            self.init(.cancelled, "The call was cancelled.", processed: .maybe)
        case .conflict:
            self.init(
                .concurrentChange, "Other changes of the same resource came first every time; try again.",
                retryAfter: .milliseconds(100))
        case .failure(let text):
            self.init(.storeFailure, "The database could not carry out the call.", processed: .maybe)
            logMessage = text
        }
    }
}
