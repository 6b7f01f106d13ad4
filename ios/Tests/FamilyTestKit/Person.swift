import FamilyKit
import Foundation

/// A person with a phone: sees screens, taps what is on them.
@MainActor
public final class Person {
    /// The phone.
    public let phone: Phone
    /// Its secure store.
    public let secrets: MemorySecrets
    /// Everything that the core asked of it.
    public private(set) var effects: [PlatformEffect] = []
    /// Its cameras, codecs and sound.
    public let hardware: SoftHardware
    private let loop: CallLoop
    private let folder: URL

    /// Switches the phone on.
    public init(server: String, trust: Trust, language: Language = .english, secrets: MemorySecrets = MemorySecrets()) {
        let hardware = SoftHardware()
        let loop = CallLoop(hardware: hardware)
        (self.hardware, self.loop) = (hardware, loop)
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("kinline-phone-\(UUID().uuidString)")
        self.secrets = secrets
        let carried = Effects()
        let config = Config(
            server: server, trust: trust, dataDir: folder.path, language: language, timeZone: "Europe/London", models: nil)
        phone = Phone(config: config, secrets: secrets, carryOut: { carried.add($0) })
        carried.add = { [weak self] in self?.carryOut($0) }
        phone.start()
    }

    private func carryOut(_ effect: PlatformEffect) {
        effects.append(effect)
        if case .callActive(let active) = effect { loop.run(active, phone.line) }
    }

    /// Switches it off.
    public func close() {
        loop.run(false, phone.line)
        phone.shutdown()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Waits until something is so, and gives what was found.
    @discardableResult
    public func sees<Found>(_ what: String, _ wanted: (Screen) -> Found?) async throws -> Found {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(60)
        while clock.now < end {
            switch phone.shown {
            case .screen(let screen): if let found = wanted(screen) { return found }
            case .failure: throw Waited(what: what, sees: phone.shown)
            case nil: break
            }
            await change(before: end)
        }
        throw Waited(what: what, sees: phone.shown)
    }

    /// Waits for a screen.
    @discardableResult
    public func sees(_ name: ScreenName, where wanted: (Screen) -> Bool = { _ in true }) async throws -> Screen {
        try await sees("\(name)") { $0.name == name && wanted($0) ? $0 : nil }
    }

    /// Taps the first thing whose action is wanted, when it is there.
    public func taps(_ wanted: (Action) -> Bool) async throws {
        phone.send(try await sees("something to tap") { actions(of: $0).first(where: wanted) })
    }

    /// Fills a form in and sends it.
    public func submits(_ form: ScreenForm, _ values: KeyValuePairs<String, String>) {
        phone.send(.submit(form: form, values: values.map { FieldValue(field: $0.key, value: $0.value) }))
    }

    /// Waits for an effect.
    public func waits<Found>(forEffect what: String, _ wanted: (PlatformEffect) -> Found?) async throws -> Found {
        try await sees(what) { _ in effects.lazy.compactMap(wanted).first }
    }

    /// Returns when something changed that can be seen, or a little later: an effect is none.
    private func change(before end: ContinuousClock.Instant) async {
        try? await Task.sleep(for: .milliseconds(10))
    }
}

/// What did not come.
public struct Waited: Error {
    let what: String
    let sees: Shown?
}

/// Set after whoever takes them is made.
@MainActor
private final class Effects {
    var add: (PlatformEffect) -> Void = { _ in }
}

/// A secure store that forgets with the process.
public final class MemorySecrets: SecureStore, @unchecked Sendable {
    private let lock = NSLock()
    private var secrets: [String: Data] = [:]

    /// Nothing was kept.
    public var isEmpty: Bool { lock.withLock { secrets.isEmpty } }

    /// Empty.
    public init() {}

    /// As any secure store.
    public func get(name: String) throws -> Data? { lock.withLock { secrets[name] } }
    /// As any secure store.
    public func set(name: String, secret: Data) throws { lock.withLock { secrets[name] = secret } }
}

/// Every action that a screen offers, from top to bottom.
public func actions(of screen: Screen) -> [Action] {
    var found = screen.parts.flatMap { part -> [Action] in
        switch part {
        case .actions(let buttons): buttons.filter(\.enabled).map(\.action)
        case .rows(_, let rows): rows.compactMap(\.action)
        case .photo(let photo): [photo.action.action]
        case .choice(let choice): choice.options.compactMap(\.action)
        case .heading, .text, .notice, .field, .picture, .ownPhoto, .progress, .countdown: []
        }
    }
    switch screen.view {
    case .slots(let slots): found += slots.days.flatMap(\.slots).map(\.action)
    case .call(let call), .waitingRoom(let call): found += call.controls.filter(\.enabled).map(\.action)
    case .parts, .camera: break
    }
    return found
}
