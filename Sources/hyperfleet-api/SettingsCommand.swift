internal import ArgumentParser
internal import HyperFleetServer

struct SettingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings", abstract: "Prints every setting and the exit codes, in Markdown.")

    func run() {
        Terminal.write(SettingsPage.markdown, terminator: "")
    }
}
