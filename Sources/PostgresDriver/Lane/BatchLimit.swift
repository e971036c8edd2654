/// How much of a queue one batch takes.
struct BatchLimit<Work: Sendable>: Sendable {
    let jobs: Int
    let bytes: Int
    /// When more than one thread takes batches; nil gives each job to any free one.
    let gathering: Gathering?
    /// The bytes of a piece of work.
    let weigh: @Sendable (Work) -> Int

    /// One job at a time, of any size.
    static var single: BatchLimit { BatchLimit(jobs: 1, bytes: .max, gathering: nil) { _ in 0 } }
}
