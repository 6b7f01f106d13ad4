import Foundation
import Testing

@testable import FamilyKit

/// A person with a phone: sees screens, taps what is on them.
@MainActor
final class Person {
    let phone: Phone
    let secrets: MemorySecrets
    private(set) var effects: [PlatformEffect] = []
    private let folder: URL

    init(server: String, trust: Trust, language: Language = .english, secrets: MemorySecrets = MemorySecrets()) {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("kinline-phone-\(UUID().uuidString)")
        self.secrets = secrets
        let carried = Effects()
        let config = Config(
            server: server, trust: trust, dataDir: folder.path, language: language, timeZone: "Europe/London")
        phone = Phone(config: config, secrets: secrets, carryOut: { carried.add($0) })
        carried.add = { [weak self] in self?.effects.append($0) }
        phone.start()
    }

    func close() {
        phone.shutdown()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Waits until something is so, and gives what was found.
    func sees<Found>(_ what: String, _ wanted: (Screen) -> Found?) async throws -> Found {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(60)
        while clock.now < end {
            if case .screen(let screen) = phone.shown, let found = wanted(screen) { return found }
            await change(before: end)
        }
        throw Waited(what: what, sees: phone.shown)
    }

    /// Waits for a screen.
    @discardableResult
    func sees(_ name: ScreenName, where wanted: (Screen) -> Bool = { _ in true }) async throws -> Screen {
        try await sees("\(name)") { $0.name == name && wanted($0) ? $0 : nil }
    }

    /// Taps the first thing whose action is wanted, when it is there.
    func taps(_ wanted: (Action) -> Bool) async throws {
        phone.send(try await sees("something to tap") { actions(of: $0).first(where: wanted) })
    }

    /// Fills a form in and sends it.
    func submits(_ form: ScreenForm, _ values: KeyValuePairs<String, String>) {
        phone.send(.submit(form: form, values: values.map { FieldValue(field: $0.key, value: $0.value) }))
    }

    /// Waits for an effect.
    func waits<Found>(forEffect what: String, _ wanted: (PlatformEffect) -> Found?) async throws -> Found {
        try await sees(what) { _ in effects.lazy.compactMap(wanted).first }
    }

    /// Returns when something changed that can be seen, or a little later: an effect is none.
    private func change(before end: ContinuousClock.Instant) async {
        try? await Task.sleep(for: .milliseconds(10))
    }
}

struct Waited: Error {
    let what: String
    let sees: Shown?
}

/// Set after whoever takes them is made.
@MainActor
private final class Effects {
    var add: (PlatformEffect) -> Void = { _ in }
}

/// A secure store that forgets with the process.
final class MemorySecrets: SecureStore, @unchecked Sendable {
    private let lock = NSLock()
    private var secrets: [String: Data] = [:]

    var isEmpty: Bool { lock.withLock { secrets.isEmpty } }

    func get(name: String) throws -> Data? { lock.withLock { secrets[name] } }
    func set(name: String, secret: Data) throws { lock.withLock { secrets[name] = secret } }
    func delete(name: String) throws { lock.withLock { secrets[name] = nil } }
}

/// Every action that a screen offers, from top to bottom.
func actions(of screen: Screen) -> [Action] {
    var found = screen.parts.flatMap { part -> [Action] in
        switch part {
        case .actions(let buttons): buttons.filter(\.enabled).map(\.action)
        case .rows(_, let rows): rows.compactMap(\.action)
        case .photo(let photo): [photo.action.action]
        case .choice(let choice): choice.options.compactMap(\.action)
        case .heading, .text, .notice, .field, .picture, .progress, .countdown: []
        }
    }
    switch screen.view {
    case .slots(let slots): found += slots.days.flatMap(\.slots).map(\.action)
    case .call(let call), .waitingRoom(let call): found += call.controls.filter(\.enabled).map(\.action)
    case .parts, .camera: break
    }
    return found
}
