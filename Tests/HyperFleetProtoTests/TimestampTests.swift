import HyperFleetModel
import HyperFleetProto
import RPCCore
import Testing

@Suite("Times travel in whole microseconds of the years 1 to 9999")
struct TimestampTests {
    private func report(seconds: Int64, nanoseconds: Int64) -> [UInt8] {
        let target = Wire.field(1, Wire.field(1, Wire.field(2, "north-1")))
        return target + Wire.field(4, Wire.number(1, seconds) + Wire.number(2, nanoseconds))
    }

    @Test(
        "what is finer than a microsecond is cut off",
        arguments: [
            (0, 0, 0), (0, 999, 0), (0, 1_000, 1), (1, 999_999_999, 1_999_999), (-1, 0, -1_000_000),
            (-1, 999_999_999, -1), (-62_135_596_800, 0, -62_135_596_800_000_000),
            (253_402_300_799, 999_999_999, 253_402_300_799_999_999),
        ] as [(Int64, Int64, Int64)])
    func reading(seconds: Int64, nanoseconds: Int64, microseconds: Int64) throws {
        let request = try decoded(ReportRequest.self, report(seconds: seconds, nanoseconds: nanoseconds))
        #expect(request.report.observedTime == Timestamp(microseconds: microseconds))
    }

    @Test(
        "what lies outside is refused",
        arguments: [
            (-62_135_596_801, 0, "observed_time"), (253_402_300_800, 0, "observed_time"),
            (Int64.max, 0, "observed_time"), (Int64.min, 0, "observed_time"), (0, -1, "observed_time.nanos"),
            (0, 1_000_000_000, "observed_time.nanos"),
        ] as [(Int64, Int64, String)])
    func outside(seconds: Int64, nanoseconds: Int64, field: String) {
        let error = refusal(ReportRequest.self, report(seconds: seconds, nanoseconds: nanoseconds))
        #expect(error?.reason == ErrorReason.validation.rawValue)
        #expect(error?.violations.map { "\($0.field) \($0.rule)" } == ["\(field) range"])
    }

    @Test("a time that no message can carry is not written", arguments: [Int64.min, Int64.max])
    func writing(microseconds: Int64) throws {
        let request = ReportRequest(
            target: ReportTarget(kind: .cluster, reference: .name("north-1", owner: nil)),
            report: Report(
                adapter: "dns", observedGeneration: 1, observedTime: Timestamp(microseconds: microseconds),
                conditions: []))
        let error = #expect(throws: RPCError.self) { try encoded(request) }
        #expect(error?.code == .internalError)
        #expect(error?.message.contains("observed_time") == true)
    }
}
