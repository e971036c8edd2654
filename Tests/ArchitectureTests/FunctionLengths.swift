/// How long each function of a file is, by matching braces in its code.
enum FunctionLengths {
    struct Entry {
        let place: String
        let length: Int
    }

    static func of(_ file: SourceFile) -> [Entry] {
        var entries: [Entry] = []
        for (start, line) in file.code.enumerated() where line.contains(/\bfunc\s+\S/) || line.contains(/\binit\??\(/) {
            if let end = closingLine(of: file.code, from: start) {
                entries.append(Entry(place: "\(file.path):\(start + 1)", length: end - start + 1))
            }
        }
        return entries
    }

    private static func closingLine(of code: [String], from start: Int) -> Int? {
        var depth = 0
        var opened = false
        for (offset, line) in code[start...].enumerated() {
            for character in line {
                if character == "{" {
                    depth += 1
                    opened = true
                } else if character == "}" {
                    depth -= 1
                    if opened, depth == 0 { return start + offset }
                }
            }
            if !opened, offset > 12 { return nil }
        }
        return nil
    }
}
