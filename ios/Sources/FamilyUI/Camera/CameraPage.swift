import FamilyKit
import SwiftUI

#if canImport(PhotosUI)
import PhotosUI
#endif

/// A camera with a frame; a photo from the library does as well.
struct CameraPage: View {
    let camera: CameraView
    let stage: Stage

    var body: some View {
        PartsView(
            stage: stage,
            above: {
                Hints(hints: camera.hints)
                Permitted([.camera], reason: stage.words.cameraForPhoto, stage: stage) { Shutter(camera: camera, stage: stage) }
                Library(camera: camera, stage: stage)
            })
    }
}

private struct Shutter: View {
    let camera: CameraView
    let stage: Stage
    @State private var sight: Sight?
    @State private var taking = false
    @Environment(\.hardware) private var hardware

    var body: some View {
        ZStack {
            Color.brand
            if let sight { SightView(sight: sight) }
            frame
        }
        .aspectRatio(4.0 / 3.0, contentMode: .fit)
        .clipShape(RoundedRectangle(cornerRadius: 12))
        .accessibilityHidden(true)
        .onAppear { sight = hardware?.photos.open(camera.facing) }
        .onDisappear { hardware?.photos.close() }
        Button(stage.words.takePhoto, action: take)
            .buttonStyle(StyledButton(style: .primary))
            .disabled(taking)
            .sensoryFeedback(.impact, trigger: taking) { _, now in now }
    }

    /// Where the document, or the face, belongs.
    @ViewBuilder private var frame: some View {
        switch camera.facing {
        case .back: RoundedRectangle(cornerRadius: 12).strokeBorder(Color.focus, lineWidth: 3).padding(24)
        case .front: Ellipse().strokeBorder(Color.focus, lineWidth: 3).padding(.vertical, 24).padding(.horizontal, 72)
        }
    }

    private func take() {
        taking = true
        Task {
            let photo = await hardware?.photos.take()
            taking = false
            if let photo { stage.send(.photoTaken(kind: camera.kind, bytes: photo)) }
        }
    }
}

private struct Library: View {
    let camera: CameraView
    let stage: Stage
    @State private var chosen: PhotosPickerItem?

    var body: some View {
        // JPEG also where the library keeps another format.
        PhotosPicker(selection: $chosen, matching: .images, preferredItemEncoding: .compatible) { Text(stage.words.choosePhoto) }
            .buttonStyle(StyledButton(style: .link))
            .task(id: chosen) {
                // Gone from the library meanwhile: the screen stays, and another can be chosen.
                guard let photo = try? await chosen?.loadTransferable(type: Data.self) else { return }
                stage.send(.photoTaken(kind: camera.kind, bytes: photo))
            }
    }
}
