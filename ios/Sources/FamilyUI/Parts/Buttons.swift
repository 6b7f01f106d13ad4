import FamilyKit
import SwiftUI

/// Buttons, the main one first, as wide as the screen.
struct Buttons: View {
    let buttons: [ScreenButton]
    let stage: Stage

    var body: some View {
        VStack(spacing: 8) {
            ForEach(Array(buttons.enumerated()), id: \.offset) { _, button in ButtonOf(button: button, stage: stage) }
        }
        .padding(.top, 8)
    }
}

/// One button of the core's.
struct ButtonOf: View {
    let button: ScreenButton
    let stage: Stage

    var body: some View {
        Button(button.label) { stage.send(button.action) }
            .buttonStyle(StyledButton(style: button.style))
            .disabled(!button.enabled)
    }
}

/// A button of a style, as wide as there is room: for what the platform itself asks, too.
struct StyledButton: ButtonStyle {
    let style: ScreenButtonStyle
    @Environment(\.isEnabled) private var isEnabled

    func makeBody(configuration: Configuration) -> some View {
        configuration.label
            .font(.headline)
            .underline(style == .link)
            .multilineTextAlignment(.center)
            .padding(EdgeInsets(top: 12, leading: 16, bottom: 12, trailing: 16))
            .frame(maxWidth: .infinity, minHeight: least)
            .foregroundStyle(colour)
            .background(style == .primary ? (isEnabled ? Color.button : Color.line) : Color.clear)
            .overlay { RoundedRectangle(cornerRadius: 8).strokeBorder(edge, lineWidth: 2) }
            .clipShape(RoundedRectangle(cornerRadius: 8))
            .contentShape(Rectangle())
            .opacity(configuration.isPressed ? 0.7 : 1)
    }

    private var colour: Color {
        guard isEnabled else { return style == .primary ? .text : .quiet }
        return switch style {
        case .primary: .buttonText
        case .secondary: .button
        case .danger: .danger
        case .link: .link
        }
    }

    private var edge: Color {
        switch style {
        case .primary, .link: .clear
        case .secondary: isEnabled ? .button : .line
        case .danger: isEnabled ? .danger : .line
        }
    }
}

/// The least that a finger needs: points.
let least: CGFloat = 48
