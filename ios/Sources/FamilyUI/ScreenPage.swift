import FamilyKit
import SwiftUI

/// Draws any screen: a new one of known parts needs no new code.
struct ScreenPage: View {
    let screen: Screen
    let send: (Action) -> Void
    @State private var drafts = Drafts()
    @Environment(\.scenePhase) private var phase

    var body: some View {
        let stage = Stage(screen: screen, words: platformWords(language: screen.language), drafts: drafts, sink: send)
        drawn(stage)
            .background(Color.page)
            .foregroundStyle(Color.text)
            .navigationTitle(screen.title)
            .navigationBarTitleDisplayMode(.inline)
            .toolbarRole(.editor)
            .onChange(of: phase) { if phase != .active { stage.keep() } }
    }

    @ViewBuilder private func drawn(_ stage: Stage) -> some View {
        switch screen.view {
        case .parts: PartsView(stage: stage, above: { check(stage) })
        case .slots(let slots): PartsView(stage: stage, below: { SlotsList(slots: slots, stage: stage) })
        case .camera(let camera): CameraPage(camera: camera, stage: stage)
        case .waitingRoom(let call): WaitingRoomPage(call: call, stage: stage)
        case .call(let call): CallPage(call: call, stage: stage)
        }
    }

    /// What is done by the phone: the core's screen says only what was found.
    @ViewBuilder private func check(_ stage: Stage) -> some View {
        if screen.name == .deviceCheck { DeviceCheckView(stage: stage) }
        if screen.name == .rehearsal { RehearsalView(stage: stage) }
    }
}

/// Title, parts, and what a view adds among or below them; wide screens keep lines short.
struct PartsView<Above: View, Below: View>: View {
    private let stage: Stage
    private let above: Above
    private let below: Below
    @AccessibilityFocusState private var focus: Int?

    init(
        stage: Stage, @ViewBuilder above: () -> Above = { EmptyView() }, @ViewBuilder below: () -> Below = { EmptyView() }
    ) {
        self.stage = stage
        self.above = above()
        self.below = below()
    }

    var body: some View {
        ScrollViewReader { scroll in
            ScrollView {
                VStack(alignment: .leading, spacing: 16) {
                    ScreenTitle(screen: stage.screen)
                    parts(0..<explaining)
                    above
                    parts(explaining..<closing)
                    below
                    parts(closing..<stage.screen.parts.count)
                }
                .padding(16)
                .frame(maxWidth: 600, alignment: .leading)
                .frame(maxWidth: .infinity)
            }
            .scrollDismissesKeyboard(.interactively)
            // What is wrong is brought into sight; the same mistake again is a new list of parts, and is shown again.
            .onChange(of: stage.screen.parts) {
                guard let wrong = stage.screen.wrong else { return }
                withAnimation { scroll.scrollTo(wrong, anchor: .top) }
                focus = wrong
            }
        }
    }

    private func parts(_ places: Range<Int>) -> some View {
        ForEach(Array(places), id: \.self) { place in
            PartView(part: stage.screen.parts[place], stage: stage, above: place > 0 ? stage.screen.parts[place - 1] : nil)
                .accessibilityFocused($focus, equals: place)
                .id(place)
        }
    }

    /// Buttons at the end stand below what a view adds there.
    private var closing: Int {
        let parts = stage.screen.parts
        if case .actions = parts.last { return parts.count - 1 }
        return parts.count
    }

    /// What explains the screen stays at its top.
    private var explaining: Int {
        stage.screen.parts.prefix(while: \.explains).count
    }
}

/// The screen's heading: it wraps, however large the letters are.
struct ScreenTitle: View {
    let screen: Screen

    var body: some View {
        Text(screen.title).font(.title.bold()).accessibilityAddTraits(.isHeader)
            .toolbar { ToolbarItem(placement: .principal) { Text(verbatim: "").accessibilityHidden(true) } }
    }
}

extension Part {
    fileprivate var explains: Bool {
        switch self {
        case .text, .notice: true
        case .heading, .field, .choice, .rows, .photo, .picture, .ownPhoto, .progress, .countdown, .actions: false
        }
    }
}
