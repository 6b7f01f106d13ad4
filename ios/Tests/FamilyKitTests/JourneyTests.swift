import Foundation
import Testing

@testable import FamilyKit

/// A family's first steps, with the real core and the real server.
@MainActor
@Suite struct JourneyTests {
    @Test func registers() async throws {
        let server = try Server()
        defer { server.close() }
        let mair = Person(server: server.base, trust: server.trust)
        defer { mair.close() }
        try await mair.sees(.welcome)
        try await mair.taps { if case .open = $0 { true } else { false } }
        try await mair.sees(.register)
        mair.submits(.register, ["email": "ios@example.org"])
        try await mair.sees(.enterCode)
        mair.submits(.code, ["code": try server.code(to: "ios@example.org")])
        try await mair.sees(.home)
        #expect(!mair.secrets.isEmpty, "the device's key is in the secure store")
    }
}
