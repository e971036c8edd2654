internal import HyperFleetModel
internal import JSONModel
internal import RPCCore

extension SettingKind where Value == String {
    /// Any text that is not empty.
    static func text(_ placeholder: String) -> SettingKind {
        SettingKind(placeholder, accepted: "text") { (text) throws(Refusal) in
            guard !text.isEmpty else { throw Refusal("must not be empty") }
            return text
        }
    }

    /// The path of a file; relative ones start at the working directory.
    static var path: SettingKind {
        SettingKind("FILE", accepted: "a file's path") { (text) throws(Refusal) in
            guard !text.isEmpty, !text.utf8.contains(0) else { throw Refusal("must be a file's path") }
            return text
        }
    }
}

extension SettingKind where Value == Int {
    /// A whole number in `range`.
    static func count(_ range: ClosedRange<Int>) -> SettingKind {
        let accepted = "\(range.lowerBound) to \(range.upperBound)"
        return SettingKind("COUNT", accepted: accepted) { (text) throws(Refusal) in
            guard let count = Int(text), range.contains(count) else {
                throw Refusal("'\(text)' is no whole number from \(accepted)")
            }
            return count
        }
    }

    /// A size in `range` bytes, written with `B`, `KiB`, `MiB`, `GiB` or as a bare number of bytes.
    static func size(_ range: ClosedRange<Int>) -> SettingKind {
        let accepted = "\(SettingText.size(range.lowerBound)) to \(SettingText.size(range.upperBound))"
        return SettingKind("SIZE", accepted: accepted) { (text) throws(Refusal) in
            guard let size = SettingText.size(text), range.contains(size) else {
                throw Refusal("'\(text)' is no size from \(accepted); write it as 512KiB or 4MiB")
            }
            return size
        }
    }
}

extension SettingKind where Value == Bool {
    /// True or false.
    static var flag: SettingKind {
        SettingKind("true|false", accepted: "true or false") { (text) throws(Refusal) in
            guard let flag = Bool(text) else { throw Refusal("'\(text)' is neither true nor false") }
            return flag
        }
    }
}

extension SettingKind where Value == Duration {
    /// A duration in `range`, written with `ms`, `s`, `m` or `h`.
    static func duration(_ range: ClosedRange<Duration>) -> SettingKind {
        let accepted = "\(SettingText.duration(range.lowerBound)) to \(SettingText.duration(range.upperBound))"
        return SettingKind("DURATION", accepted: accepted) { (text) throws(Refusal) in
            guard let duration = SettingText.duration(text), range.contains(duration) else {
                throw Refusal("'\(text)' is no duration from \(accepted); write it as 500ms, 30s or 5m")
            }
            return duration
        }
    }
}

extension SettingKind where Value: CaseIterable & RawRepresentable<String> {
    /// One of the cases' raw values.
    static var choice: SettingKind {
        let names = Value.allCases.map(\.rawValue)
        return SettingKind(names.joined(separator: "|"), accepted: names.joined(separator: ", ")) {
            (text) throws(Refusal) in
            guard let value = Value(rawValue: text) else {
                let closest = Suggestion.closest(to: text, among: names).map { "; did you mean \($0)?" } ?? ""
                throw Refusal("'\(text)' is none of \(names.joined(separator: ", "))\(closest)")
            }
            return value
        }
    }
}

extension SettingKind where Value == [RPCAddress] {
    /// Addresses to listen on: at least one, none twice.
    static var addresses: SettingKind {
        SettingKind(list: "ADDRESS,...", accepted: "HOST:PORT, [IPV6]:PORT or unix:PATH") { (texts) throws(Refusal) in
            var addresses: [RPCAddress] = []
            for text in texts {
                guard let address = RPCAddress(text) else {
                    throw Refusal("'\(text)' is no address; write HOST:PORT, [IPV6]:PORT or unix:PATH (107 bytes)")
                }
                guard !addresses.contains(address) || address.hasPortZero else {
                    throw Refusal("'\(text)' stands there twice")
                }
                addresses.append(address)
            }
            guard !addresses.isEmpty else { throw Refusal("needs at least one address") }
            return addresses
        }
    }
}

extension SettingKind where Value == [String] {
    /// Names of adapters, in the order that their conditions are shown; none twice.
    static var adapters: SettingKind {
        SettingKind(list: "NAME,...", accepted: "adapter names: lower-case letters, digits and '-'") {
            (texts) throws(Refusal) in
            for (index, text) in texts.enumerated() {
                if let violation = AdapterName.violations(of: text).first {
                    throw Refusal("'\(text)' is no adapter name: \(violation.message)")
                }
                guard !texts[..<index].contains(text) else { throw Refusal("'\(text)' stands there twice") }
            }
            return texts
        }
    }
}

extension RPCAddress {
    /// Whether the system chooses the port, so that the address may be listened on more than once.
    fileprivate var hasPortZero: Bool {
        if case .tcp(_, port: 0) = self { return true }
        return false
    }
}
