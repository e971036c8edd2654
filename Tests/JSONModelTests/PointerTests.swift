import JSONModel
import Testing

@Suite struct PointerTests {
    /// The examples of RFC 6901 section 5.
    @Test(arguments: [
        ("", nil), ("/foo", #"["bar","baz"]"#), ("/foo/0", "\"bar\""), ("/", "0"), ("/a~1b", "1"), ("/c%d", "2"),
        ("/e^f", "3"), ("/g|h", "4"), ("/i\\j", "5"), ("/k\"l", "6"), ("/ ", "7"), ("/m~0n", "8"),
    ])
    func examples(text: String, wanted: String?) throws {
        let document = try json(
            #"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}"#)
        let pointer = try #require(JSONPointer(parsing: text))
        #expect(pointer.description == text)
        #expect(try pointer.value(in: document) == wanted.map(json) ?? document)
    }

    @Test(arguments: ["foo", "/~", "/~2", "/a~", "#/a"])
    func noPointer(text: String) {
        #expect(JSONPointer(parsing: text) == nil)
    }

    @Test(arguments: [
        "/foo/2", "/foo/-", "/foo/00", "/foo/01", "/foo/+1", "/foo/99999999999999999999", "/bar", "/n/x", "/foo/",
    ])
    func leadsNowhere(text: String) throws {
        let document = try json(#"{"foo":[1,2],"n":null}"#)
        #expect(try #require(JSONPointer(parsing: text)).value(in: document) == nil)
    }

    @Test func building() {
        var pointer = JSONPointer.root.appending("a/b").appending(3)
        pointer.append("~")
        #expect(pointer.description == "/a~1b/3/~0")
        #expect(pointer == JSONPointer(["a/b", "3", "~"]))
        #expect(JSONPointer(parsing: pointer.description) == pointer)
        #expect(JSONPointer(["\u{e9}"]) != JSONPointer(["e\u{301}"]))
    }
}
