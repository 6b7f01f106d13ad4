import FamilyKit
import Foundation
import SwiftUI
import Testing

@testable import FamilyUI

/// The photo that somebody took, on the screen that says what is wrong with it.
@MainActor
@Suite struct OwnPhotoTests {
    @Test func itsDescriptionIsToldOnceAsAnImages() {
        let told = told(of: Data([0xff, 0xd8, 0xff, 0xd9]))
        #expect(told.map(\.words) == ["photo check", "my photo", "good portrait"])
        #expect(told.map(\.kind) == [.text, .image, .image])
    }

    @Test func nothingIsDrawnOfWhatCannotBeDecoded() {
        for bytes in [Data(), Data("no photo".utf8)] {
            #expect(told(of: bytes).map(\.words) == ["photo check", "good portrait"])
        }
    }

    /// What a screen reader tells of a screen with these bytes above the good example.
    private func told(of jpeg: Data) -> [Element] {
        let parts: [Part] = [
            .ownPhoto(jpeg: jpeg, description: "my photo"), .picture(picture: .goodPortrait, description: "good portrait"),
        ]
        let screen = Screen(name: .photoCheck, language: .english, title: "photo check", canGoBack: true, parts: parts, view: .parts)
        return Pen().elements(of: ScreenPage(screen: screen, send: { _ in }))
    }
}
