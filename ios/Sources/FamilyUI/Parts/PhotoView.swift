import FamilyKit
import SwiftUI

/// A photo that is asked for, or there.
struct PhotoView: View {
    let photo: PhotoRequest
    let stage: Stage

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            Text(photo.label).font(.title3.bold()).accessibilityAddTraits(.isHeader)
            StatusTag(status: photo.status)
            Wrong(error: photo.error) {
                if let error = photo.error { Text(stage.wrong(error)).foregroundStyle(Color.danger) }
                Hints(hints: photo.hints)
            }
            ButtonOf(button: photo.action, stage: stage)
        }
        .padding(16)
        .background(Color.surface)
        .clipShape(RoundedRectangle(cornerRadius: 12))
    }
}

/// How to take a good photo.
struct Hints: View {
    let hints: [String]

    var body: some View {
        ForEach(hints, id: \.self) { hint in
            HStack(alignment: .firstTextBaseline, spacing: 8) {
                Text(verbatim: "•").accessibilityHidden(true)
                Text(hint)
            }
        }
    }
}
