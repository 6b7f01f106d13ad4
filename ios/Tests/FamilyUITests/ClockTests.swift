import Testing

@testable import FamilyUI

/// The time left, as it stands on a screen.
@Suite struct ClockTests {
    @Test func aSecondThatHasBegunCounts() {
        #expect(clock(.milliseconds(754_001)) == "12:35")
        #expect(clock(.seconds(9)) == "0:09")
        #expect(clock(.seconds(-3)) == "0:00")
    }

    @Test func fromAnHourOnThereAreHours() {
        #expect(clock(.seconds(7199)) == "1:59:59")
        #expect(clock(.seconds(3600)) == "1:00:00")
    }
}
