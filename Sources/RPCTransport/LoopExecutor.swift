internal import NIOCore

/// Runs tasks on one event loop, so that a call starts, waits and goes on where its connection lives.
///
/// One for each loop, made once: NIO's loops are serial executors, which tasks would leave again at each `await`.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
