import FamilyKit
import SwiftUI

/// The core's buttons, and the one that only a phone needs: the other camera.
struct Controls: View {
    let call: CallView
    let stage: Stage
    @Environment(\.hardware) private var hardware

    var body: some View {
        LazyVGrid(columns: [GridItem(.adaptive(minimum: 140), spacing: 8)], spacing: 8) {
            controls(call.controls.filter { $0.style != .danger })
            if call.camera {
                Button {
                    hardware?.eye.turn()
                } label: {
                    ControlLabel(label: stage.words.switchCamera, icon: "arrow.triangle.2.circlepath.camera")
                }
                .buttonStyle(StyledButton(style: .secondary))
            }
            controls(call.controls.filter { $0.style == .danger })
        }
    }

    private func controls(_ buttons: [ScreenButton]) -> some View {
        ForEach(Array(buttons.enumerated()), id: \.offset) { _, button in
            Button {
                stage.send(button.action)
            } label: {
                ControlLabel(label: button.label, icon: icon(of: button.action))
            }
            .buttonStyle(StyledButton(style: button.style == .danger ? .danger : .secondary))
            .disabled(!button.enabled)
        }
    }
}

private struct ControlLabel: View {
    let label: String
    let icon: String?

    var body: some View {
        VStack(spacing: 4) {
            if let icon { Image(systemName: icon).accessibilityHidden(true) }
            Text(label)
        }
    }
}

/// What a tap does is in the words; the icon helps to find it again.
private func icon(of action: Action) -> String? {
    if case .setMicrophone(let on) = action { return on ? "mic" : "mic.slash" }
    if case .setCamera(let on) = action { return on ? "video" : "video.slash" }
    return action == .leaveCall ? "phone.down.fill" : nil
}
