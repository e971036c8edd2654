internal import HyperFleetModel
internal import HyperFleetProto
internal import RPCCore

/// A service, method or type as somebody writes it: in full, or as much of its end as tells it from all others.
struct SymbolName {
    let text: String

    /// The one method that is meant.
    func method(in pool: DescriptorPool) throws(CommandFailure) -> (service: ProtoService, method: ProtoMethod) {
        let symbol = try found(among: pool.symbols.filter { $0.contains("/") }, what: "method", in: pool)
        guard let method = pool.methodName(symbol) else { throw notFound("method", pool) }
        return method
    }

    /// The one symbol that is meant, in full.
    func symbol(in pool: DescriptorPool) throws(CommandFailure) -> String {
        try found(among: pool.symbols, what: "service, method or message", in: pool)
    }

    private func found(
        among symbols: [String], what: String, in pool: DescriptorPool
    ) throws(CommandFailure) -> String {
        let spellings = Set([text, withSlash])
        if let exact = symbols.first(where: spellings.contains) { return exact }
        let ending = symbols.filter { symbol in
            spellings.contains { symbol.hasSuffix(".\($0)") || symbol.hasSuffix("/\($0)") }
        }
        guard let first = ending.first else { throw notFound(what, pool) }
        guard ending.count == 1 else {
            throw .usage("'\(text)' may be \(ending.joined(separator: ", ")); write more of it")
        }
        return first
    }

    /// A method may be written with a dot before its own name.
    private var withSlash: String {
        guard let dot = text.lastIndex(of: ".") else { return text }
        return "\(text[..<dot])/\(text[text.index(after: dot)...])"
    }

    private func notFound(_ what: String, _ pool: DescriptorPool) -> CommandFailure {
        let near = pool.near(text)
        let hint = near.isEmpty ? "; `hfctl describe` lists what is" : "; near are \(near.joined(separator: ", "))"
        return CommandFailure(
            RPCError(
                .notFound, reason: ErrorReason.resourceNotFound.rawValue,
                message: "the server has no \(what) '\(text)'\(hint)", processed: .no))
    }
}
