@_exported import FamilyBindings
import Foundation
import Observation

/// What there is to be seen.
public enum Shown: Equatable, Sendable {
    /// What the core shows.
    case screen(Screen)
    /// The core could not start.
    case failure(StartFailure)
}

/// Where the media of the call are that one is in: asked anew each time, because a call can change its line. Any thread may ask.
public typealias Line = @Sendable () -> (any CallMediaProtocol)?

/// Takes a small picture of one's own camera to the core's own look: width, height, RGB. It is neither kept nor sent.
public typealias Look = @Sendable (UInt32, UInt32, Data) -> Void

/// The core, kept running for as long as the process: screens come out, actions go in.
@MainActor
@Observable
public final class Phone {
    /// What is to be seen now; nothing before ``start()``.
    public private(set) var shown: Shown?

    /// The language to tell a failure in, where no screen says which.
    public var language: Language { config.language }

    /// The language of the screen that is shown.
    public var shownLanguage: Language {
        if case .screen(let screen) = shown { screen.language } else { language }
    }

    /// The media of the call that one is in.
    public var line: Line {
        let core = held
        return { core.value?.callMedia() }
    }

    /// The core's own look at one's camera.
    public var look: Look {
        let core = held
        return { core.value?.pushLook(width: $0, height: $1, rgb: $2) }
    }

    private let config: Config
    private let secrets: any SecureStore
    private let carryOut: (PlatformEffect) -> Void
    private let tell: (Phone) -> Void
    private let held = Held()
    private var core: Core? { held.value }
    private var listening: Task<Void, Never>?

    /// `carryOut` does what the core asks of the platform; `tell` says at every start what the platform knows.
    public init(
        config: Config, secrets: any SecureStore, carryOut: @escaping (PlatformEffect) -> Void, tell: @escaping (Phone) -> Void = { _ in }
    ) {
        self.config = config
        self.secrets = secrets
        self.carryOut = carryOut
        self.tell = tell
    }

    /// Starts the core, unless it runs.
    public func start() {
        guard core == nil else { return }
        let observer = Observer()
        do {
            held.value = try Core(config: config, secureStore: secrets, observer: observer)
        } catch {
            shown = .failure(reason(error))
            return
        }
        listening = Task { [weak self] in
            for await told in observer.told { self?.take(told) }
        }
        tell(self)
    }

    /// What a person did, or the platform noticed.
    public func send(_ action: Action) {
        core?.send(action: action)
    }

    /// The app is no longer seen: everything is written when this returns, and no lock of a file is held.
    public func pause() {
        core?.pause()
    }

    /// The app is seen again.
    public func resume() {
        core?.resume()
    }

    /// Ends the core: for tests; a phone's system ends the process instead.
    public func shutdown() {
        listening?.cancel()
        core?.shutdown()
        held.value = nil
    }

    private func take(_ told: Observer.Told) {
        switch told {
        case .screen(let screen): shown = .screen(screen)
        case .effect(let effect): carryOut(effect)
        }
    }
}

/// Called on threads of the core: hands over, in order, and returns.
private final class Observer: ScreenObserver {
    enum Told: Sendable {
        case screen(Screen)
        case effect(PlatformEffect)
    }

    let told: AsyncStream<Told>
    private let sink: AsyncStream<Told>.Continuation

    init() {
        (told, sink) = AsyncStream.makeStream()
    }

    func onScreen(screen: Screen) {
        sink.yield(.screen(screen))
    }

    func onEffect(effect: PlatformEffect) {
        sink.yield(.effect(effect))
    }
}

private func reason(_ error: any Error) -> StartFailure {
    guard let error = error as? AppError else { return .failed }
    return switch error {
    case .Locked: .locked
    case .StartAgain: .startAgain
    case .UpdateNeeded: .updateNeeded
    case .Storage: .storage
    case .Configuration, .Failed: .failed
    }
}

/// The core, for whatever thread.
private final class Held: @unchecked Sendable {
    private let lock = NSLock()
    private var core: Core?

    var value: Core? {
        get { lock.withLock { core } }
        set { lock.withLock { core = newValue } }
    }
}
