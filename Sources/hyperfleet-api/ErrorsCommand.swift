internal import ArgumentParser
internal import HyperFleetServer

struct ErrorsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "errors", abstract: "Prints every reason of a refusal, in Markdown.")

    func run() {
        Terminal.write(ErrorsPage.markdown, terminator: "")
    }
}
