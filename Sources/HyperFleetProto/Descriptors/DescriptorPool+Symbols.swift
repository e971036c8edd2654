internal import HyperFleetModel
internal import JSONModel

extension DescriptorPool {
    /// The files that define `symbol` (the full name of a message, enumeration or service, or a method as
    /// `service/Method` or `service.Method`) and all that they import, imported ones first; nil where nothing is
    /// called so.
    package func files(defining symbol: String) -> [ProtoFile]? {
        let service = methodName(symbol)?.service.fullName
        return place(of: service ?? symbol).map { files(from: [$0]) }
    }

    /// The files that define `services` and all that they import, imported ones first.
    package func files(definingServices services: Set<String>) -> [ProtoFile] {
        files(from: services.compactMap { place(of: $0) })
    }

    /// The method that `symbol` names in full, with a slash or a dot before its own name.
    package func methodName(_ symbol: String) -> (service: ProtoService, method: ProtoMethod)? {
        guard let separator = symbol.lastIndex(where: { $0 == "/" || $0 == "." }),
            let service = service(String(symbol[..<separator])),
            let method = service.method(String(symbol[symbol.index(after: separator)...]))
        else { return nil }
        return (service, method)
    }

    /// What somebody who wrote `symbol` has probably meant: a symbol that ends in it, or else one that differs in few
    /// letters; at most three.
    package func near(_ symbol: String) -> [String] {
        let wanted = symbol.lowercased()
        let all = symbols
        let ending = all.filter { name in
            let name = name.lowercased()
            return name.hasSuffix("." + wanted) || name.hasSuffix("/" + wanted)
        }
        if !ending.isEmpty { return Array(ending.prefix(3)) }
        if let closest = Suggestion.closest(to: symbol, among: all) { return [closest] }
        let shortNames = Set(all.map(Self.shortName)).sorted()
        guard let closest = Suggestion.closest(to: Self.shortName(symbol), among: shortNames) else { return [] }
        return Array(all.filter { Self.shortName($0) == closest }.prefix(3))
    }

    /// `ClusterService/Get` of `hyperfleet.v1.ClusterService/Get`.
    private static func shortName(_ symbol: String) -> String {
        let head = symbol.prefix { $0 != "/" }
        return String(head).lastName + symbol[head.endIndex...]
    }

    private func files(from places: [Int]) -> [ProtoFile] {
        let byName = Dictionary(files.indices.map { (files[$0].name, $0) }) { first, _ in first }
        var needed: Set<Int> = []
        var waiting = places
        while let place = waiting.popLast() {
            guard needed.insert(place).inserted else { continue }
            waiting += files[place].dependencies.compactMap { byName[$0] }
        }
        return needed.sorted().map { files[$0] }
    }
}

extension [ProtoFile] {
    /// These files as a serialized `google.protobuf.FileDescriptorSet`.
    package var descriptorSet: [UInt8] {
        var writer = FieldWriter()
        for file in self { writer.write(1, .bytes(Array<UInt8>(file.bytes))) }
        return writer.bytes
    }
}
