import FamilyKit
import FamilyTestKit
import Foundation
import SwiftUI
import Testing

@testable import FamilyUI

/// A family's first call by taps on the app's own views, with the real core and the real server. The views are drawn by our
/// stand-in for SwiftUI: that each word is there and each control works is shown, not how it looks on a phone.
@MainActor
@Suite struct ViewJourneyTests {
    @Test(arguments: [Language.english, .welsh])
    func aFamilysFirstCall(in language: Language) async throws {
        let server = try Server()
        defer { server.close() }
        let person = Person(server: server.base, trust: server.trust)
        defer { person.close() }
        let thumb = Thumb(person)
        try await register(thumb, server, language)
        try await proveIdentity(thumb, server)
        try await addPerson(thumb, server)
        try await book(thumb, server)
        try await call(thumb, server)
    }

    private func register(_ thumb: Thumb, _ server: Server, _ language: Language) async throws {
        try await thumb.shows(.welcome)
        if language != .english {
            try await thumb.taps { $0 == .setLanguage(language) }
            try await thumb.shows(.welcome) { $0.language == language }
        }
        try await thumb.taps { if case .open = $0 { true } else { false } }
        try await thumb.shows(.register)
        try await thumb.types("nobody", field: "email")
        try await thumb.submits()
        let wrong = try await thumb.shows(.register) { $0.wrong != nil }
        for said in wrong.announcements(after: nil) { #expect(AccessibilityNotification.announced.contains(said.text), "said aloud") }
        #expect(!AccessibilityNotification.announced.contains(try #require(error(of: wrong))), "and once")
        try await thumb.types("anwen@example.org", field: "email")
        try await thumb.submits()
        try await thumb.shows(.enterCode)
        try await thumb.types(try server.code(to: "anwen@example.org"), field: "code")
        try await thumb.submits()
        try await thumb.shows(.home)
    }

    private func proveIdentity(_ thumb: Thumb, _ server: Server) async throws {
        let words = platformWords(language: thumb.person.phone.shownLanguage)
        try await thumb.taps { $0 == .open(.identity) }
        try await thumb.shows(.identityDetails)
        try await thumb.types("Anwen", field: "given_names")
        try await thumb.types("Example", field: "family_name")
        for (label, digits) in [(words.day, "29"), (words.month, "2"), (words.year, "1984")] { try await thumb.types(digits, into: label) }
        try await thumb.submits()
        let screen = try await thumb.shows(.identityDocument)
        let passport = screen.parts.compactMap {
            if case .choice(let choice) = $0 { choice.options.first { $0.value == "passport" } } else { nil }
        }
        try await thumb.taps(try #require(passport.first).label)
        try await thumb.submits()
        for kind in [PhotoKind.documentFront, .portrait] {
            try await thumb.shows(.identityPhotos)
            try await thumb.taps { $0 == .takePhoto(kind) }
            try await thumb.shows(.camera)
            if kind == .documentFront { try await thumb.taps(words.allow) }
            try await thumb.taps(words.takePhoto)
            // Too soft to be good: it is shown beside what was noticed.
            try await thumb.shows(.photoCheck) { $0.parts.contains { if case .ownPhoto = $0 { true } else { false } } }
            try await thumb.person.keepsPhoto(kind)
        }
        try await thumb.taps { $0 == .submitIdentity }
        try await thumb.shows(.identityStatus)
        try server.approveIdentity(of: "Anwen")
        thumb.person.phone.send(.refresh)
        try await thumb.shows(.identityStatus) { $0.parts.contains(where: \.isGoodNotice) }
        try await back(thumb, to: .home)
    }

    private func addPerson(_ thumb: Thumb, _ server: Server) async throws {
        try await thumb.taps { $0 == .open(.policy) }
        try await thumb.shows(.policy)
        try await thumb.taps { if case .agreeToPolicy = $0 { true } else { false } }
        try await thumb.person.hasAgreed()
        try await thumb.person.addsPerson(as: "Anwen", on: server)
        try await thumb.shows(.people) { screen in controls(of: screen).contains { if case .bookWith = $0.action { true } else { false } } }
    }

    private func book(_ thumb: Thumb, _ server: Server) async throws {
        try await thumb.taps { if case .bookWith = $0 { true } else { false } }
        try await thumb.shows(.slots) { if case .slots(let slots) = $0.view { !slots.days.isEmpty } else { false } }
        try await thumb.taps { if case .chooseSlot = $0 { true } else { false } }
        try await thumb.shows(.confirmBooking)
        try await thumb.taps { $0 == .requestBooking }
        try await thumb.shows(.booking)
        try server.acceptBookings(at: server.prisoner.establishment)
        thumb.person.phone.send(.refresh)
        try await thumb.shows(.booking) { $0.parts.contains(where: \.isGoodNotice) }
    }

    private func call(_ thumb: Thumb, _ server: Server) async throws {
        let (person, hardware) = (thumb.person, thumb.person.hardware)
        let words = platformWords(language: person.phone.shownLanguage)
        let visit = try server.booking(at: server.prisoner.establishment)
        try server.setClock(visit.startsAt, minus: 600)
        person.phone.send(.refresh)
        try await thumb.taps { if case .startDeviceCheck = $0 { true } else { false } }
        try await thumb.shows(.deviceCheck)
        try await thumb.taps(words.playSound)
        #expect(hardware.check.played == 1)
        try await thumb.taps(words.heard)
        try await thumb.taps { if case .joinCall = $0 { true } else { false } }
        try await thumb.shows(.waitingRoom) { if case .waitingRoom(let call) = $0.view { !call.people.isEmpty } else { false } }
        let laptop = try server.laptop(of: visit)
        defer { laptop.close() }
        try server.setClock(visit.startsAt, minus: 0)
        try await thumb.shows(.call)
        _ = try await person.sees("pictures and a voice, both ways") { _ in
            hardware.screen.decoded > 1 && hardware.voice.heard > 0 && hardware.camera.sent > 1 ? true : nil
        }
        try await thumb.taps(words.moveOwnPicture)
        try await thumb.taps(words.switchCamera)
        #expect(hardware.camera.turned == 1)
        try server.pause(visit)
        try await thumb.shows(.call) { if case .call(let call) = $0.view { call.cover != nil } else { false } }
        try server.resume(visit)
        try await thumb.shows(.call) { if case .call(let call) = $0.view { call.cover == nil } else { false } }
        try await thumb.taps { $0 == .leaveCall }
        try await thumb.shows(.callEnded)
        _ = try await person.waits(forEffect: "the end") { $0 == .callActive(false) ? true : nil }
    }

    private func error(of screen: Screen) -> String? {
        for case .field(let field) in screen.parts { return field.error }
        return nil
    }

    private func back(_ thumb: Thumb, to name: ScreenName) async throws {
        while thumb.person.phone.shown?.screen?.name != name {
            let before = thumb.person.phone.shown?.screen?.name
            try await thumb.taps(backWords)
            try await thumb.person.sees("another screen") { $0.name == before ? nil : true }
        }
        try await thumb.shows(name)
    }
}
