import FamilyKit
import SwiftUI

/// One's own picture, small, in a corner: a button moves it to the next one, and so does dragging.
struct OwnPicture: View {
    let on: Bool
    let stage: Stage
    @State private var corner = Corner.bottomTrailing
    @State private var dragged = CGSize.zero

    var body: some View {
        OwnFrame(on: on, stage: stage)
            .frame(width: 144)
            .overlay(alignment: .bottomTrailing) {
                Button {
                    withAnimation { corner = corner.next }
                } label: {
                    Image(systemName: "arrow.up.and.down.and.arrow.left.and.right")
                        .padding(6)
                        .foregroundStyle(Color.white)
                        .background(Color.black.opacity(0.6))
                        .clipShape(RoundedRectangle(cornerRadius: 8))
                        .frame(width: least, height: least)
                        .contentShape(Rectangle())
                }
                .accessibilityLabel(stage.words.moveOwnPicture)
            }
            .offset(dragged)
            .gesture(
                DragGesture()
                    .onChanged { dragged = $0.translation }
                    .onEnded { drag in
                        withAnimation {
                            corner = corner.towards(drag.translation)
                            dragged = .zero
                        }
                    }
            )
            .padding(8)
            .frame(maxWidth: .infinity, maxHeight: .infinity, alignment: corner.alignment)
    }
}

/// What one's own camera sees.
struct OwnFrame: View {
    let on: Bool
    let stage: Stage
    @Environment(\.hardware) private var hardware

    var body: some View {
        ZStack {
            Color.brand
            if on, let eye = hardware?.eye {
                SightView(sight: eye.sight)
            } else {
                Image(systemName: "video.slash").foregroundStyle(Color.white)
            }
        }
        .aspectRatio(16.0 / 9.0, contentMode: .fit)
        .clipShape(RoundedRectangle(cornerRadius: 12))
        .overlay { RoundedRectangle(cornerRadius: 12).strokeBorder(Color.white.opacity(0.6), lineWidth: 1) }
        .accessibilityElement()
        .accessibilityLabel(stage.words.ownPicture)
    }
}

/// Where one's own picture is.
enum Corner {
    case bottomTrailing, bottomLeading, topLeading, topTrailing

    var next: Corner {
        switch self {
        case .bottomTrailing: .bottomLeading
        case .bottomLeading: .topLeading
        case .topLeading: .topTrailing
        case .topTrailing: .bottomTrailing
        }
    }

    var alignment: Alignment {
        switch self {
        case .bottomTrailing: .bottomTrailing
        case .bottomLeading: .bottomLeading
        case .topLeading: .topLeading
        case .topTrailing: .topTrailing
        }
    }

    /// The corner that a picture was dragged towards; less than 40 points was no drag.
    func towards(_ drag: CGSize) -> Corner {
        let wasTrailing = self == .bottomTrailing || self == .topTrailing
        let wasBottom = self == .bottomTrailing || self == .bottomLeading
        let trailing = abs(drag.width) > 40 ? drag.width > 0 : wasTrailing
        let bottom = abs(drag.height) > 40 ? drag.height > 0 : wasBottom
        return switch (trailing, bottom) {
        case (true, true): .bottomTrailing
        case (false, true): .bottomLeading
        case (false, false): .topLeading
        case (true, false): .topTrailing
        }
    }
}
