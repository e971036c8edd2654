/// When a further thread joins one that is at work already.
///
/// Reads that a busy connection takes together cost a fraction of reads that two connections take apart: each batch is a
/// flush, a wake-up of a server process and one of a thread. So a second connection helps out only behind a full
/// batch, or for a read that has waited so long that the one at work must be slow.
struct Gathering: Sendable {
    /// So many waiting jobs are worth another connection at once.
    let jobs: Int
    /// No job waits longer for another's connection while one of its own is free.
    let patience: Duration
}
