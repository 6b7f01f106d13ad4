import FamilyKit
import SwiftUI

/// The app: what the core shows.
public struct KinlineView: View {
    private let phone: Phone

    /// Draws what a phone shows.
    public init(phone: Phone) {
        self.phone = phone
    }

    /// What is seen.
    public var body: some View {
        Text(phone.language == .welsh ? "" : "")
    }
}
