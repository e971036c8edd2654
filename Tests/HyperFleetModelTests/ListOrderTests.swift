import HyperFleetModel
import Testing

@Suite("Orders of lists")
struct ListOrderTests {
    @Test(arguments: [
        ("", "id desc"),
        (" , ,", "id desc"),
        ("name", "name asc,id asc"),
        ("  name   desc  ", "name desc,id desc"),
        ("name asc, created_time desc", "name asc,created_time desc,id desc"),
        ("kind, generation\tdesc", "generation desc,id desc"),
        ("kind", "id desc"),
        ("id asc, name", "id asc"),
        ("name, name desc", "name asc,id asc"),
    ])
    func reads(text: String, order: String) throws {
        #expect(try ListOrder(parsing: text).description == order)
    }

    @Test(arguments: [
        ("NAME", "knows no column 'NAME'"), ("spec", "knows no column 'spec'"),
        ("name up", "has 'up' where asc or desc could stand"), ("name asc desc", "has 'desc' behind a direction"),
        ("id,name,generation,resource_version,created_time,created_by,updated_time,updated_by,deleted_time", "has 9"),
    ])
    func refuses(text: String, message: String) {
        let mistake = #expect(throws: ListOrder.Mistake.self) { try ListOrder(parsing: text) }
        #expect(mistake?.message.hasPrefix(message) == true)
    }
}

@Suite("Masks of fields")
struct FieldMaskTests {
    @Test func namesMayStandTogether() throws {
        #expect(try FieldMask(parsing: []).isAll)
        #expect(try FieldMask(parsing: ["", " , "]).isAll)
        #expect(try FieldMask(parsing: ["name, spec", "labels"]) == FieldMask(members: [.name, .spec, .labels]))
    }

    @Test func conditionsAreHadWholeOrInParts() throws {
        let whole = try FieldMask(parsing: ["status.conditions"])
        #expect(try FieldMask(parsing: ["status.*"]) == whole)
        #expect(try FieldMask(parsing: ["status.conditions.*"]) == whole)
        let part = try FieldMask(parsing: ["status.conditions.reason"])
        #expect(part.members == [.id, .kind, .conditions])
        #expect(part.conditionMembers == [.type, .status, .reason])
    }

    @Test(arguments: ["status", "spec.region", "labels.env", "Name", "href", "status.conditions.x", "spec.*"])
    func refuses(name: String) {
        let mistake = #expect(throws: FieldMask.Mistake.self) { try FieldMask(parsing: ["name", name]) }
        #expect(mistake?.name == name)
    }

    @Test func tooManyNamesAreRefused() {
        #expect(throws: Never.self) { try FieldMask(parsing: Array(repeating: "name", count: 64)) }
        #expect(throws: FieldMask.Mistake.self) { try FieldMask(parsing: Array(repeating: "name", count: 65)) }
    }
}
