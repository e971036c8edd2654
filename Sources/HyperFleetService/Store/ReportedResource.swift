package import HyperFleetModel

/// A resource beside what one adapter last reported about it: all that the adapter's next report is decided by.
package struct ReportedResource: Sendable {
    package var resource: Resource
    /// nil where the adapter has not reported.
    package var status: AdapterStatus?
    /// The database's clock when both were read.
    package var now: Timestamp

    package init(resource: Resource, status: AdapterStatus?, now: Timestamp) {
        self.resource = resource
        self.status = status
        self.now = now
    }
}
