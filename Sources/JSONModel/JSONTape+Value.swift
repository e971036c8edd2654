extension JSONTape {
    /// The tape of a value, whose strings must not have more than 2 GiB in all.
    package convenience init(_ value: JSONValue) {
        var writer = TapeWriter()
        writer.write(value)
        self.init(entries: writer.entries, text: writer.text)
    }
}

/// Lays a tree of values out flat; takes stack for each level of nesting.
private struct TapeWriter {
    private(set) var entries: [JSONTape.Entry] = []
    private(set) var text: [UInt8] = []

    mutating func write(_ value: JSONValue) {
        switch value {
        case .null:
            entries.append(JSONTape.Entry(kind: .null, size: 0, place: 0))
        case .bool(let flag):
            entries.append(JSONTape.Entry(kind: .boolean, size: flag ? 1 : 0, place: 0))
        case .number(let number):
            append(number.text, kind: number.isShortInteger ? .shortInteger : .number)
        case .string(let text):
            append(text, kind: .string)
        case .array(let items):
            let start = open(.array, count: items.count)
            for item in items { write(item) }
            close(start)
        case .object(let object):
            let start = open(.object, count: object.count)
            for member in object.members {
                append(member.key, kind: .string)
                entries[entries.count - 1].hash = MemberName(member.key).hash
                write(member.value)
            }
            close(start)
        }
    }

    private mutating func append(_ string: String, kind: JSONTape.Kind) {
        let start = text.count
        text.append(contentsOf: string.utf8)
        entries.append(JSONTape.Entry(kind: kind, size: UInt32(text.count - start), place: UInt32(start)))
    }

    private mutating func open(_ kind: JSONTape.Kind, count: Int) -> Int {
        entries.append(JSONTape.Entry(kind: kind, size: UInt32(count), place: 0))
        return entries.count - 1
    }

    private mutating func close(_ start: Int) {
        entries[start].place = UInt32(entries.count)
    }
}
