import FamilyKit
import FamilyTestKit
import Foundation
import Testing

/// A family's first steps, with the real core and the real server: no screen, but every action.
@MainActor
@Suite struct JourneyTests {
    @Test func registersAndBooks() async throws {
        let server = try Server()
        defer { server.close() }
        let nerys = Person(server: server.base, trust: server.trust)
        defer { nerys.close() }
        try await nerys.registers(as: "nerys@example.org", on: server)
        #expect(!nerys.secrets.isEmpty, "the device's key is in the secure store")
        try await nerys.provesIdentity(as: "Nerys", photo: drawnPhoto, on: server)
        nerys.phone.send(.open(.policy))
        try await nerys.taps { if case .agreeToPolicy = $0 { true } else { false } }
        try await nerys.hasAgreed()
        try await nerys.addsPerson(as: "Nerys", on: server)
        try await nerys.books(on: server)
        let reminders = try await nerys.waits(forEffect: "reminders") { effect in
            if case .setReminders(let plan) = effect, !plan.isEmpty { plan } else { nil }
        }
        #expect(reminders.allSatisfy { $0.at > .now })
        try await nerys.taps { if case .shareCalendar = $0 { true } else { false } }
        let file = try await nerys.waits(forEffect: "the calendar's file") { effect in
            if case .shareFile(_, "text/calendar", let bytes) = effect { bytes } else { nil }
        }
        #expect(String(decoding: file, as: UTF8.self).contains("BEGIN:VEVENT"))
        try await nerys.taps { if case .cancelBooking = $0 { true } else { false } }
        try await nerys.sees(.cancelBooking)
    }
}
