/// The task of one call: the only unstructured task there is. Its owner is the connection's table of calls, which
/// cancels it and waits for its end; everything that the call does is structured below it.
struct CallTask: Sendable {
    private let task: Task<Void, Never>

    /// Begins `operation` on the event loop that the caller is on; what it does before it first waits is done when
    /// this returns.
    static func onLoop(_ executor: LoopExecutor, _ operation: @escaping @Sendable () async -> Void) -> CallTask {
        CallTask(task: Task.immediate(executorPreference: executor) { await operation() })
    }

    /// Begins `operation` on the shared threads, for work that would hold up an event loop.
    static func offLoop(_ operation: @escaping @Sendable () async -> Void) -> CallTask {
        CallTask(task: Task(executorPreference: globalConcurrentExecutor) { await operation() })
    }

    /// Begins `operation` on the shared threads, apart from the task that asks for it: what holds for a caller's task
    /// does not reach a handler in the same process but through its call.
    static func apart(_ operation: @escaping @Sendable () async -> Void) -> CallTask {
        CallTask(task: Task.detached(executorPreference: globalConcurrentExecutor, operation: operation))
    }

    func cancel() {
        task.cancel()
    }
}
