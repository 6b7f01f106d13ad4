import SwiftUI

#if canImport(UIKit)
import UIKit
#endif

/// A photo that somebody took, to be judged; nothing where it cannot be decoded.
struct OwnPhoto: View {
    let jpeg: Data
    let description: String

    /// In points: what is said about it, and the example, stay near.
    private let tallest: CGFloat = 320

    var body: some View {
        if let photo = UIImage(data: jpeg) {
            // Its width is limited, not its height: a page that scrolls offers any height.
            Image(uiImage: photo)
                .resizable()
                .aspectRatio(contentMode: .fit)
                .clipShape(RoundedRectangle(cornerRadius: 12))
                .frame(maxWidth: tallest * photo.size.width / photo.size.height)
                .accessibilityElement()
                .accessibilityLabel(description)
                .accessibilityAddTraits(.isImage)
        }
    }
}
