@_exported import Foundation
@_exported import Observation

/// A view.
@MainActor @preconcurrency public protocol View {
    associatedtype Body: View
    @ViewBuilder var body: Body { get }
}

extension Never: View {
    /// None.
    public var body: Never { fatalError("never drawn") }
}

/// Text.
public struct Text: View {
    /// A text.
    public init(_ text: some StringProtocol) {}

    /// None.
    public var body: Never { fatalError("never drawn") }
}

/// Builds views.
@resultBuilder public enum ViewBuilder {
    /// One.
    public static func buildBlock<Content: View>(_ content: Content) -> Content { content }
}
