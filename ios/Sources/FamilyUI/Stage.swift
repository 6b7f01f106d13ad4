import FamilyKit
import SwiftUI

/// What every view needs beside what it shows.
@MainActor
struct Stage {
    let screen: Screen
    let words: PlatformWords
    let drafts: Drafts
    let sink: (Action) -> Void

    /// Sends an action; a form's with what stands in its fields.
    func send(_ action: Action) {
        sink(drafts.complete(action, on: screen))
    }

    /// Keeps what was typed so far.
    func keep() {
        drafts.keep(screen).map(sink)
    }

    /// What is wrong, as everybody reads it.
    func wrong(_ error: String) -> String { "\(words.error): \(error)" }
}

/// The hardware that was given.
private struct HardwareKey: EnvironmentKey {
    static let defaultValue: (any Hardware)? = nil
}

extension EnvironmentValues {
    /// The hardware of this phone.
    var hardware: (any Hardware)? {
        get { self[HardwareKey.self] }
        set { self[HardwareKey.self] = newValue }
    }
}

/// A camera's or a sender's moving picture.
struct SightView: View {
    let sight: Sight

    #if canImport(UIKit)
    var body: some View { Layered(sight: sight) }
    #else
    var body: some View { Color.brand }
    #endif
}

#if canImport(UIKit)
import UIKit

/// A layer that is as large as its view.
private struct Layered: UIViewRepresentable {
    let sight: Sight

    func makeUIView(context: Context) -> Holder { Holder() }

    func updateUIView(_ view: Holder, context: Context) { view.hold(sight) }

    final class Holder: UIView {
        func hold(_ sight: Sight) {
            guard sight.superlayer !== layer else { return }
            layer.sublayers?.forEach { $0.removeFromSuperlayer() }
            layer.addSublayer(sight)
            setNeedsLayout()
        }

        override func layoutSubviews() {
            super.layoutSubviews()
            // A layer would drift to its new size.
            CATransaction.begin()
            CATransaction.setDisableActions(true)
            layer.sublayers?.forEach { $0.frame = bounds }
            CATransaction.commit()
        }
    }
}
#endif
