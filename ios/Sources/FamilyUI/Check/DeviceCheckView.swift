import FamilyKit
import SwiftUI

/// One's own picture, the microphone, and a sound that one hears or not: what was found goes to the core.
struct DeviceCheckView: View {
    let stage: Stage

    var body: some View {
        Permitted([.camera, .microphone], reason: stage.words.cameraForCall, stage: stage) { Check(stage: stage) }
    }
}

/// The own camera, tried out: the core looks, and says what it sees.
struct RehearsalView: View {
    let stage: Stage
    @Environment(\.hardware) private var hardware

    var body: some View {
        Permitted([.camera], reason: stage.words.cameraForCall, stage: stage) {
            OwnFrame(on: true, stage: stage)
                .onAppear { hardware?.eye.rehearse(true) }
                .onDisappear { hardware?.eye.rehearse(false) }
        }
    }
}

private struct Check: View {
    let stage: Stage
    @State private var sight: Sight?
    @State private var camera: Bool?
    @State private var microphone: Bool?
    @Environment(\.hardware) private var hardware

    var body: some View {
        ZStack {
            Color.brand
            if let sight { SightView(sight: sight) }
        }
        .aspectRatio(16.0 / 9.0, contentMode: .fit)
        .clipShape(RoundedRectangle(cornerRadius: 12))
        .accessibilityElement()
        .accessibilityLabel(stage.words.ownPicture)
        .task {
            guard let probe = hardware?.probe else { return }
            sight = probe.open()
            camera = await probe.camera()
            microphone = await probe.microphone()
        }
        .onDisappear { hardware?.probe.close() }
        Button(stage.words.playSound) { hardware?.probe.play() }.buttonStyle(StyledButton(style: .secondary))
        // Side by side where there is room, so that what was found, and the way on, are in sight.
        ViewThatFits(in: .horizontal) {
            HStack(spacing: 8) { answers }
            VStack(spacing: 8) { answers }
        }
        .buttonStyle(StyledButton(style: .secondary))
        .disabled(camera == nil || microphone == nil)
    }

    @ViewBuilder private var answers: some View {
        Button(stage.words.heard) { found(heard: true) }
        Button(stage.words.notHeard) { found(heard: false) }
    }

    private func found(heard: Bool) {
        stage.send(.deviceChecked(DeviceCheck(camera: camera == true, microphone: microphone == true, loudspeaker: heard)))
    }
}
