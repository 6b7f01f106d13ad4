import FamilyKit
import SwiftUI

/// Shows the content when the permissions are there. Until then: why they are needed, and a button that asks; where the phone
/// will not ask again, one that opens its settings.
struct Permitted<Content: View>: View {
    private let senses: [Sense]
    private let reason: String
    private let stage: Stage
    private let content: () -> Content
    @State private var known: Permissions?
    @Environment(\.hardware) private var hardware
    @Environment(\.scenePhase) private var phase

    init(_ senses: [Sense], reason: String, stage: Stage, @ViewBuilder content: @escaping () -> Content) {
        self.senses = senses
        self.reason = reason
        self.stage = stage
        self.content = content
    }

    var body: some View {
        drawn
            // It may have been given in the phone's settings meanwhile.
            .task(id: phase) { if let book = hardware?.permissions { tell(await book.known()) } }
    }

    @ViewBuilder private var drawn: some View {
        if let known {
            let each = senses.map(known.of)
            if each.allSatisfy({ $0 == .granted }) {
                content()
            } else {
                Text(reason)
                if each.contains(.denied) {
                    Button(stage.words.openSettings) { hardware?.permissions.openSettings() }.buttonStyle(StyledButton(style: .primary))
                } else {
                    Button(stage.words.allow, action: ask).buttonStyle(StyledButton(style: .primary))
                }
            }
        }
    }

    private func ask() {
        Task { if let book = hardware?.permissions { tell(await book.ask(for: senses)) } }
    }

    private func tell(_ now: Permissions) {
        known = now
        stage.send(.permissionsKnown(now))
    }
}
