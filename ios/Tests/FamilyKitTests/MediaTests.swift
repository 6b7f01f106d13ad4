import FamilyKit
import Foundation
import Testing

/// Pictures and sound in the shapes that Apple's codecs and the core want.
@Suite struct MediaTests {
    private let sps = Data([0x67, 0x42, 0, 0x1f])
    private let pps = Data([0x68, 0xce])
    private let idr = Data([0x65, 0, 0, 3, 1])

    @Test func annexBIsReadWithLongAndShortStartCodes() {
        let stream = Data([0, 0, 0, 1]) + sps + Data([0, 0, 1]) + pps + Data([0, 0, 0, 1]) + idr
        #expect(AccessUnit(annexB: stream).units == [sps, pps, idr])
        #expect(AccessUnit(annexB: stream).annexB.count == stream.count + 1)
        #expect(AccessUnit(annexB: Data([1, 2, 3])).units == [])
        #expect(AccessUnit(annexB: Data()).units == [])
    }

    @Test func parametersAreApartInAvcc() {
        let unit = AccessUnit(annexB: AccessUnit(avcc: Data([0, 0, 0, 5]) + idr, parameters: [sps, pps]).annexB)
        #expect(unit.parameters == [sps, pps])
        #expect(unit.avcc == Data([0, 0, 0, 5]) + idr)
        #expect(AccessUnit(annexB: Data([0, 0, 1]) + idr).parameters == nil)
    }

    @Test func aLengthThatLiesEndsTheUnit() {
        #expect(AccessUnit(avcc: Data([0, 0, 0, 9, 1])).units == [])
        #expect(AccessUnit(avcc: Data([0, 0, 0, 1, 7, 0, 0])).units == [Data([7])])
    }

    @Test func soundIsCutIntoPieces() {
        var pieces = Pieces()
        #expect(pieces.add(Data(repeating: 1, count: 1000)).isEmpty)
        let whole = pieces.add(Data(repeating: 2, count: 3000))
        #expect(whole.map(\.count) == [1920, 1920])
        #expect(whole[0].filter { $0 == 1 }.count == 1000)
        #expect(pieces.add(Data(repeating: 3, count: 1760)).count == 1)
    }
}
