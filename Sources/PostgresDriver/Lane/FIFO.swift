/// A first-in, first-out queue with cheap ends.
struct FIFO<Element: Sendable>: Sendable {
    private var items: [Element?] = []
    private var head = 0

    var count: Int { items.count - head }
    var isEmpty: Bool { items.count == head }
    var first: Element? { isEmpty ? nil : items[head] }

    mutating func append(_ element: Element) {
        items.append(element)
    }

    mutating func popFirst() -> Element? {
        guard !isEmpty else { return nil }
        let element = items[head]
        items[head] = nil
        head += 1
        if head == items.count {
            items.removeAll(keepingCapacity: true)
            head = 0
        } else if head >= 1024 {
            items.removeFirst(head)
            head = 0
        }
        return element
    }

    /// Puts `elements` in front, in their order.
    mutating func prepend(_ elements: [Element]) {
        items.replaceSubrange(0..<head, with: elements.map(Optional.some))
        head = 0
    }

    mutating func removeAll(where isUnwanted: (Element) -> Bool) {
        items = items[head...].filter { $0.map { !isUnwanted($0) } ?? false }
        head = 0
    }

    mutating func takeAll() -> [Element] {
        defer {
            items.removeAll()
            head = 0
        }
        return items[head...].compactMap { $0 }
    }
}
