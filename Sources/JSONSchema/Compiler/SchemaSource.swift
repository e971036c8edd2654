internal import JSONModel

/// A schema object with its place, and its keywords' values in the shapes that they must have.
struct SchemaSource {
    let object: JSONObject
    let pointer: JSONPointer

    /// The schema with some of its keywords only.
    func keeping(_ isKept: (String) -> Bool) -> SchemaSource {
        SchemaSource(object: JSONObject(object.members.filter { isKept($0.key) }), pointer: pointer)
    }

    /// An error of one keyword.
    func error(_ keyword: String, _ message: String) -> SchemaCompileError {
        SchemaCompileError(pointer: pointer.appending(keyword), keyword: keyword, message: message)
    }

    func string(_ keyword: String) throws(SchemaCompileError) -> String? {
        guard let value = object[keyword] else { return nil }
        guard case .string(let text) = value else { throw malformed(keyword, "a string", value) }
        return text
    }

    func bool(_ keyword: String) throws(SchemaCompileError) -> Bool? {
        guard let value = object[keyword] else { return nil }
        guard case .bool(let flag) = value else { throw malformed(keyword, "true or false", value) }
        return flag
    }

    func number(_ keyword: String) throws(SchemaCompileError) -> JSONNumber? {
        guard let value = object[keyword] else { return nil }
        guard case .number(let number) = value else { throw malformed(keyword, "a number", value) }
        return number
    }

    /// A whole number from 0 on.
    func count(_ keyword: String) throws(SchemaCompileError) -> Int? {
        guard let value = object[keyword] else { return nil }
        guard case .number(let number) = value, number.isInteger, number >= JSONNumber(0) else {
            throw malformed(keyword, "a whole number from 0 on", value)
        }
        return number.int64.map { Int($0) } ?? .max
    }

    func array(_ keyword: String) throws(SchemaCompileError) -> [JSONValue]? {
        guard let value = object[keyword] else { return nil }
        guard case .array(let items) = value else { throw malformed(keyword, "an array", value) }
        return items
    }

    func members(_ keyword: String) throws(SchemaCompileError) -> [JSONObject.Member]? {
        guard let value = object[keyword] else { return nil }
        guard case .object(let object) = value else { throw malformed(keyword, "an object", value) }
        return object.members
    }

    func strings(_ keyword: String) throws(SchemaCompileError) -> [String]? {
        guard let value = object[keyword] else { return nil }
        return try strings(keyword, value)
    }

    func strings(_ keyword: String, _ value: JSONValue) throws(SchemaCompileError) -> [String] {
        guard case .array(let items) = value else { throw malformed(keyword, "an array of strings", value) }
        var strings: [String] = []
        for item in items {
            guard case .string(let text) = item else { throw malformed(keyword, "an array of strings", value) }
            strings.append(text)
        }
        guard Set(strings.map(JSONKey.init)).count == strings.count else {
            throw error(keyword, "'\(keyword)' names a member twice")
        }
        return strings
    }

    func pattern(
        _ keyword: String, _ text: String, allowsBacktracking: Bool
    ) throws(SchemaCompileError) -> Pattern {
        do throws(PatternError) {
            return try Pattern(text, allowsBacktracking: allowsBacktracking)
        } catch let problem {
            throw error(
                keyword, "the pattern '\(text)' cannot be used: \(problem.message) (character \(problem.position + 1))")
        }
    }

    func malformed(_ keyword: String, _ wanted: String, _ value: JSONValue) -> SchemaCompileError {
        error(keyword, "'\(keyword)' must be \(wanted), not \(Wording.kind(of: value))")
    }
}
