import HyperFleetModel
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0),
        ("2024-01-01T00:10:00Z", 1_704_067_800_000_000),
        ("2024-01-01t00:10:00z", 1_704_067_800_000_000),
        ("2024-02-29T23:59:59.999999Z", 1_709_251_199_999_999),
        ("2024-02-29T23:59:59.9999999999Z", 1_709_251_199_999_999),
        ("2024-01-01T02:10:00.5+02:00", 1_704_067_800_500_000),
        ("2023-12-31T18:40:00-05:30", 1_704_067_800_000_000),
        ("1969-12-31T23:59:59.999999Z", -1),
        ("0000-03-01T00:00:00Z", -62_162_035_200_000_000),
        ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
    ])
    func textIsRead(text: String, microseconds: Int64) {
        #expect(Timestamp(rfc3339: text)?.microseconds == microseconds)
    }

    @Test(arguments: [
        "", "2024-01-01", "2024-01-01T00:00:00", "2024-01-01 00:00:00Z", "2024-1-01T00:00:00Z",
        "2024-13-01T00:00:00Z", "2024-02-30T00:00:00Z", "2023-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
        "2024-01-00T00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z", "2024-01-01T00:00:60Z",
        "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00+0200", "2024-01-01T00:00:00+24:00",
        "2024-01-01T00:00:00Zx", "+024-01-01T00:00:00Z", "2024-01-01T00:00:00+02:0", "2024-01-01T00:00:00,5Z",
        "２024-01-01T00:00:00Z",
    ])
    func otherTextIsNone(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000000Z"),
        (-1, "1969-12-31T23:59:59.999999Z"),
        (1_709_251_199_999_999, "2024-02-29T23:59:59.999999Z"),
        (-62_162_035_200_000_000, "0000-03-01T00:00:00.000000Z"),
        (253_402_300_800_000_000, "+10000-01-01T00:00:00.000000Z"),
    ])
    func textHasMicroseconds(microseconds: Int64, text: String) {
        #expect(Timestamp(microseconds: microseconds).rfc3339 == text)
    }

    @Test func everyDayOfFourCenturiesComesBack() {
        // 400 years, around 1970, are one whole turn of the calendar.
        for day in Int64(-73_049)...73_049 {
            let moment = Timestamp(microseconds: day * 86_400_000_000 + 43_200_000_001)
            guard Timestamp(rfc3339: moment.rfc3339) == moment else {
                Issue.record("\(moment.rfc3339) is read as another moment")
                return
            }
        }
    }

    @Test func nowIsNow() {
        let first = Timestamp.now
        let second = Timestamp.now
        #expect(first <= second)
        #expect(first > Timestamp(microseconds: 1_767_225_600_000_000))
    }

    @Test func advancingCutsToMicrosecondsAndNeverOverflows() {
        let moment = Timestamp(microseconds: 10)
        #expect(moment.advanced(by: .nanoseconds(1_999)).microseconds == 11)
        #expect(moment.advanced(by: .seconds(-1)).microseconds == -999_990)
        #expect(moment.advanced(by: .seconds(Int64.max)).microseconds == .max)
        #expect(moment.advanced(by: .seconds(Int64.min)).microseconds == .min)
    }
}
