import FamilyKit
import FamilyTestKit
import Foundation
import Testing

/// What the platform throws becomes an error that the app can act on, or a line in the log: never a crash.
@MainActor
@Suite struct ForeignTests {
    @Test func aLockedSecureStoreSaysTryAgain() throws {
        #expect(shown(with: Locked(), server: nowhere) == .failure(.locked))
    }

    @Test func anUndeclaredErrorSaysTryAgainToo() throws {
        #expect(shown(with: Broken(), server: nowhere) == .failure(.locked))
    }

    @Test func anAddressThatIsNoneIsAMistakeOfTheProgram() throws {
        #expect(shown(with: MemorySecrets(), server: "not an address") == .failure(.failed))
    }

    @Test func anObserverThatThrowsDoesNotStopTheCore() async throws {
        let observer = Throwing()
        let core = try Core(config: config(server: nowhere), secureStore: MemorySecrets(), observer: observer)
        defer { core.shutdown() }
        core.send(action: .setLanguage(.english))
        for await screen in observer.screens where screen.language == .english { return }
        Issue.record("the screens ended")
    }

    @Test func screensComeInOrderAndEndWithTheCore() async throws {
        let person = Person(server: nowhere, trust: someone, language: .welsh)
        try await person.sees(.welcome) { $0.language == .welsh }
        person.phone.send(.setLanguage(.english))
        person.phone.send(.setLanguage(.welsh))
        person.phone.send(.setLanguage(.english))
        try await person.sees(.welcome) { $0.language == .english }
        person.phone.pause()
        person.phone.resume()
        person.close()
        #expect(person.phone.line() == nil)
        person.phone.send(.refresh)
    }

    private func shown(with secrets: any SecureStore, server: String) -> Shown? {
        let phone = Phone(config: config(server: server), secrets: secrets, carryOut: { _ in })
        phone.start()
        defer { phone.shutdown() }
        return phone.shown
    }
}

/// Nobody listens there.
private let nowhere = "https://127.0.0.1:9"
private let someone = Trust.fingerprint(sha256: String(repeating: "00", count: 32))

@MainActor
private func config(server: String) -> Config {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kinline-phone-\(UUID().uuidString)")
    return Config(
        server: server, trust: someone, dataDir: folder.path, language: .welsh, timeZone: "Europe/London", models: nil)
}

private class Locked: SecureStore, @unchecked Sendable {
    func get(name: String) throws -> Data? { throw PlatformError.Failed(reason: "locked") }
    func set(name: String, secret: Data) throws { throw PlatformError.Failed(reason: "locked") }
}

private final class Broken: Locked, @unchecked Sendable {
    struct What: Error {}
    override func get(name: String) throws -> Data? { throw What() }
}

/// Shows what it gets, and throws.
private final class Throwing: ScreenObserver {
    let screens: AsyncStream<Screen>
    private let sink: AsyncStream<Screen>.Continuation
    init() { (screens, sink) = AsyncStream.makeStream() }
    func onScreen(screen: Screen) throws {
        sink.yield(screen)
        throw CancellationError()
    }
    func onEffect(effect: PlatformEffect) throws { throw CancellationError() }
}
