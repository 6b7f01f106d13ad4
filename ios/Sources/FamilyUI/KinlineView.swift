import FamilyKit
import SwiftUI

/// The app: what the core shows, in Kinline's colours.
public struct KinlineView: View {
    private let phone: Phone
    private let hardware: any Hardware
    @Environment(\.scenePhase) private var phase

    /// Draws what a phone shows.
    public init(phone: Phone, hardware: any Hardware) {
        self.phone = phone
        self.hardware = hardware
    }

    /// What is seen.
    public var body: some View {
        drawn
            .environment(\.hardware, hardware)
            .environment(\.locale, phone.shownLanguage.locale)
            .tint(Color.link)
            .onChange(of: phone.shown) { before, now in
                now?.screen?.announcements(after: before?.screen).forEach { $0.say() }
                hardware.stayAwake(now?.screen?.view.isCall == true)
            }
            .sensoryFeedback(trigger: phone.shown) { before, now in
                switch now?.screen?.touch(after: before?.screen) {
                case .success: .success
                case .error: .error
                case nil: nil
                }
            }
            .overlay { if phase != .active && isPrivate { Color.brand.ignoresSafeArea() } }
    }

    @ViewBuilder private var drawn: some View {
        switch phone.shown {
        case .screen(let screen): Screens(screen: screen, send: phone.send)
        case .failure(let failure): FailureView(failure: failure, language: phone.language, again: phone.start)
        case nil: Color.page.ignoresSafeArea()
        }
    }

    /// Faces and documents are not among the pictures of running apps.
    private var isPrivate: Bool {
        switch phone.shown?.screen?.view {
        case .call, .waitingRoom, .camera: true
        case .parts, .slots, nil: false
        }
    }
}

/// The screens that lead here, so that a finger can swipe back.
private struct Screens: View {
    let screen: Screen
    let send: (Action) -> Void
    @State private var trail: Trail

    init(screen: Screen, send: @escaping (Action) -> Void) {
        self.screen = screen
        self.send = send
        _trail = State(initialValue: Trail(screen))
    }

    var body: some View {
        NavigationStack(path: path) {
            page(trail.screens.first)
                .navigationDestination(for: ScreenName.self) { page(trail.screen(named: $0)) }
        }
        .onChange(of: screen) { trail.show(screen) }
    }

    @ViewBuilder private func page(_ screen: Screen?) -> some View {
        if let screen { ScreenPage(screen: screen, send: send).id(screen.name) }
    }

    private var path: Binding<[ScreenName]> {
        Binding(
            get: { trail.path },
            set: { path in
                for _ in 0..<trail.leave(to: path) { send(.back) }
            })
    }
}

/// The core could not start: what to do, and to try again.
struct FailureView: View {
    let failure: StartFailure
    let language: Language
    let again: () -> Void

    var body: some View {
        let words = platformWords(language: language)
        ScrollView {
            VStack(alignment: .leading, spacing: 16) {
                Text(words.cannotStart).font(.title.bold()).accessibilityAddTraits(.isHeader)
                Text(startFailure(failure: failure, language: language))
                Button(words.tryAgain) { again() }.buttonStyle(StyledButton(style: .primary))
            }
            .padding(24)
        }
        .background(Color.page)
    }
}

extension Shown {
    /// The screen, if one is shown.
    var screen: Screen? {
        if case .screen(let screen) = self { screen } else { nil }
    }
}

extension ScreenView {
    /// Whether somebody may be looking at it for minutes without a touch.
    var isCall: Bool {
        switch self {
        case .call, .waitingRoom: true
        case .parts, .camera, .slots: false
        }
    }
}

extension Language {
    /// For hyphens, voices and the like.
    var locale: Locale {
        switch self {
        case .english: Locale(identifier: "en_GB")
        case .welsh: Locale(identifier: "cy_GB")
        }
    }
}

extension Announcement {
    /// Has the screen reader say it.
    @MainActor func say() {
        var words = AttributedString(text)
        words.accessibilitySpeechAnnouncementPriority = atOnce ? .high : .default
        AccessibilityNotification.Announcement(words).post()
    }
}
