internal import PostgresDriver

/// Gives an integer back.
struct EchoInteger: PostgresStatement {
    static let name = "echo_integer"
    static let sql = "SELECT $1"
    static let parameterTypes: [PostgresType] = [.int8]
    var value: Int64

    func bind(into parameters: inout PostgresParameters) { parameters.append(value) }
    static func decode(_ row: PostgresRow) throws(PostgresError) -> Int64 { try row.int64(0) }
}

/// Fails with a division by zero for 0.
struct Divide: PostgresStatement {
    static let name = "divide"
    static let sql = "SELECT 100 / $1"
    static let parameterTypes: [PostgresType] = [.int8]
    var by: Int64

    func bind(into parameters: inout PostgresParameters) { parameters.append(by) }
    static func decode(_ row: PostgresRow) throws(PostgresError) -> Int64 { try row.int64(0) }
}

/// Waits for the advisory lock of a number, and holds it to the end of the transaction.
struct AwaitLock: PostgresStatement {
    static let name = "await_lock"
    static let sql = "SELECT pg_advisory_xact_lock($1)"
    static let parameterTypes: [PostgresType] = [.int8]
    var key: Int64

    func bind(into parameters: inout PostgresParameters) { parameters.append(key) }
    static func decode(_ row: PostgresRow) throws(PostgresError) {}
}

struct Sleep: PostgresStatement {
    static let name = "sleep"
    static let sql = "SELECT pg_sleep($1)"
    static let parameterTypes: [PostgresType] = [.int8]
    var seconds: Int64

    func bind(into parameters: inout PostgresParameters) { parameters.append(seconds) }
    static func decode(_ row: PostgresRow) throws(PostgresError) {}
}

struct BackendProcess: PostgresStatement {
    static let name = "backend_process"
    static let sql = "SELECT pg_backend_pid()"
    static func decode(_ row: PostgresRow) throws(PostgresError) -> Int64 { try row.int64(0) }
}

/// Inserts into a table `items (id int8, name text)`.
struct InsertItem: PostgresStatement {
    typealias Row = Void
    static let name = "insert_item"
    static let sql = "INSERT INTO items (id, name) VALUES ($1, $2)"
    static let parameterTypes: [PostgresType] = [.int8, .text]
    var id: Int64
    var itemName = "item"

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(id)
        parameters.append(itemName)
    }
}

struct RenameItems: PostgresStatement {
    typealias Row = Void
    static let name = "rename_items"
    static let sql = "UPDATE items SET name = $1"
    static let parameterTypes: [PostgresType] = [.text]
    var itemName: String

    func bind(into parameters: inout PostgresParameters) { parameters.append(itemName) }
}

struct CountItems: PostgresStatement {
    static let name = "count_items"
    static let sql = "SELECT count(*) FROM items"
    static func decode(_ row: PostgresRow) throws(PostgresError) -> Int64 { try row.int64(0) }
}

/// Every column, so that a new column makes its plan stale.
struct AllOfItems: PostgresStatement {
    static let name = "all_of_items"
    static let sql = "SELECT * FROM items ORDER BY id"
    static func decode(_ row: PostgresRow) throws(PostgresError) -> Int { row.count }
}

let itemsTable = "CREATE TABLE items (id int8 PRIMARY KEY, name text NOT NULL)"
