internal import Foundation
internal import JSONModel
internal import JSONSchema

/// Finds malformed schemas wherever they stand in the files: all components, whether a kind refers to them or not, and
/// all that these refer to.
struct SchemaFaults {
    /// A schema's place.
    private struct Place: Hashable {
        let path: String
        let pointer: JSONPointer
    }

    private let files: SchemaFiles
    private let dialect: SchemaDialect
    private let limit: Int
    private var seen: Set<Place> = []
    private var waiting: [Place] = []
    private var found: [SchemaLoadError] = []

    /// What is malformed, at most `limit` places, file by file.
    static func list(in files: SchemaFiles, _ dialect: SchemaDialect, limit: Int) -> [SchemaLoadError] {
        var faults = SchemaFaults(files: files, dialect: dialect, limit: limit)
        faults.search()
        return faults.found
    }

    private init(files: SchemaFiles, dialect: SchemaDialect, limit: Int) {
        self.files = files
        self.dialect = dialect
        self.limit = limit
    }

    private mutating func search() {
        for path in [""] + files.others.keys.sorted() {
            let components = JSONPointer(["components", "schemas"])
            guard case .object(let schemas)? = components.value(in: files.document(at: path).value) else { continue }
            for name in schemas.keys { add(Place(path: path, pointer: components.appending(name))) }
        }
        var next = 0
        while next < waiting.count, found.count < limit {
            check(waiting[next])
            next += 1
        }
    }

    private mutating func check(_ place: Place) {
        let document = files.document(at: place.path)
        guard let schema = place.pointer.value(in: document.value) else { return }
        let violations = MetaSchemaCheck.violations(of: schema, in: dialect, limit: limit - found.count)
        for violation in violations {
            let pointer = JSONPointer(place.pointer.tokens + violation.instancePointer.tokens)
            let message = "no valid schema of \(dialect.name): \(violation.message)"
            found.append(document.error(at: pointer, message))
        }
        for (text, _) in SchemaReferences.list(in: schema) {
            guard let target = FileReference(text, from: place.path),
                let fragment = target.fragment.removingPercentEncoding, let pointer = JSONPointer(parsing: fragment)
            else { continue }
            add(Place(path: target.path, pointer: pointer))
        }
    }

    /// Has a place checked in its turn, unless it is one already or stands within one.
    private mutating func add(_ place: Place) {
        let tokens = place.pointer.tokens
        let isKnown = (0...tokens.count).contains { length in
            seen.contains(Place(path: place.path, pointer: JSONPointer(Array(tokens.prefix(length)))))
        }
        guard !isKnown, place.path.isEmpty || files.others[place.path] != nil else { return }
        seen.insert(place)
        waiting.append(place)
    }
}
