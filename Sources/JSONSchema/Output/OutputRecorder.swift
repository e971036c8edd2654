internal import JSONModel

/// Builds the units of an output while a validation walks through schema and value.
struct OutputRecorder {
    /// A unit whose schema or keyword is being looked at.
    private struct Open {
        let origin: SchemaNode.Origin
        /// Its place within the schema's document.
        let pointer: [String]
        let location: [String]
        let instance: [String]
        /// The keyword that its unit is put under where several come of that.
        let group: String?
        var error: String?
        var errors: [(group: String?, unit: OutputUnit)] = []
    }

    private let resources: [ResourceName]
    private var opened: [Open] = []
    /// The keyword of the reference that leads to the next schema.
    private var arrival: String?
    /// The unit of the whole schema, once it is closed and failed.
    private(set) var result: OutputUnit?

    init(resources: [ResourceName]) {
        self.resources = resources
    }

    /// Says that the next schema is reached by a reference.
    mutating func arrive(by keyword: String) {
        arrival = keyword
    }

    /// Begins a schema that is applied to the value at `path`.
    mutating func open(_ node: borrowing SchemaNode, path: [String]) {
        let pointer = node.pointer.tokens
        guard let outer = opened.last else {
            opened.append(Open(origin: node.origin, pointer: pointer, location: [], instance: path, group: nil))
            return
        }
        let reference = arrival
        arrival = nil
        // Without a reference, a schema stands within the one that it is applied by.
        let steps = reference.map { [$0] } ?? Array(pointer.dropFirst(outer.pointer.count))
        let isWithinKeyword = outer.pointer.count > outer.origin.pointer.tokens.count
        opened.append(
            Open(
                origin: node.origin, pointer: pointer, location: outer.location + steps, instance: path,
                group: reference == nil && !isWithinKeyword ? steps.first : nil))
    }

    /// Begins a keyword that has failed for `error`, and whose reasons follow.
    mutating func open(_ keyword: String, of node: borrowing SchemaNode, path: [String], error: String) {
        guard let outer = opened.last else { return }
        opened.append(
            Open(
                origin: node.origin, pointer: outer.pointer + [keyword], location: outer.location + [keyword],
                instance: path, group: nil, error: error))
    }

    /// Ends what was begun last; its unit is kept only when it failed.
    mutating func close(failed: Bool) {
        guard let closed = opened.popLast(), failed else { return }
        var unit = unit(closed.location, closed.origin, closed.pointer, closed.instance)
        unit.error = closed.error
        unit.errors = grouped(closed)
        guard !opened.isEmpty else {
            result = unit
            return
        }
        guard unit.error != nil || !unit.errors.isEmpty else { return }
        opened[opened.count - 1].errors.append((closed.group, unit))
    }

    /// Notes that a keyword of the schema at hand failed, or the schema itself where there is no keyword.
    ///
    /// - Parameter isOfPart: whether what failed is a member or an item, at `path`, that the keyword does not allow.
    mutating func fail(_ keyword: String?, path: [String], isOfPart: Bool, error: String) {
        guard let outer = opened.last else { return }
        guard let keyword else {
            opened[opened.count - 1].error = error
            return
        }
        var unit = unit(outer.location + [keyword], outer.origin, outer.pointer + [keyword], path)
        unit.error = error
        opened[opened.count - 1].errors.append((isOfPart ? keyword : nil, unit))
    }

    private func unit(
        _ location: [String], _ origin: SchemaNode.Origin, _ pointer: [String], _ instance: [String]
    ) -> OutputUnit {
        OutputUnit(
            keywordLocation: location, absoluteKeywordLocation: resources[origin.resource].location(of: pointer),
            instanceLocation: instance)
    }

    /// The units below, those that several come of one keyword under a unit of the keyword.
    private func grouped(_ closed: Open) -> [OutputUnit] {
        var counts: [String: Int] = [:]
        for case (let group?, _) in closed.errors { counts[group, default: 0] += 1 }
        var places: [String: Int] = [:]
        var units: [OutputUnit] = []
        for (group, unit) in closed.errors {
            guard let group, counts[group, default: 0] > 1 else {
                units.append(unit)
                continue
            }
            if let place = places[group] {
                units[place].errors.append(unit)
                continue
            }
            places[group] = units.count
            var keyword = self.unit(
                closed.location + [group], closed.origin, closed.pointer + [group], closed.instance)
            keyword.errors = [unit]
            units.append(keyword)
        }
        return units
    }
}
