internal import NIOCore
internal import NIOPosix

/// Runs all tasks of a process on the event loops that its connections live on.
///
/// For load generators: one that wakes a second set of threads for each answer measures itself, while its peer handles
/// each answer on the thread that has read it.
package enum LoopConcurrency {
    /// To be called once, before the first task of the load; false where Swift's own threads go on running tasks.
    @discardableResult
    package static func install() -> Bool {
        // Called unsafe since a task that blocks would now block connections; a load generator's tasks only wait for
        // answers.
        NIOSingletons.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
    }
}
