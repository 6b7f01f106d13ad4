public struct Color: Sendable {
    public init(white: Double, opacity: Double = 1) {}
    public static var black: Color { Color(white: 0) }
    public static var white: Color { Color(white: 1) }
    public static var clear: Color { Color(white: 1, opacity: 0) }
    public func opacity(_ opacity: Double) -> Color { self }
}

extension Color: Primitive {
    public func draw(_ pen: Pen) {}
}

public struct Font: Sendable {
    public static let title = Font(), title3 = Font(), headline = Font(), subheadline = Font()
    public enum Weight: Sendable { case semibold }
    public func bold() -> Font { self }
    public func weight(_ weight: Weight) -> Font { self }
}

public protocol Shape: Primitive {}
extension Shape {
    public func draw(_ pen: Pen) {}
    public func fill(_ color: Color) -> some View { modified() }
}

public protocol InsettableShape: Shape {}
extension InsettableShape {
    public func strokeBorder(_ color: Color, lineWidth: CGFloat = 1) -> some View { modified() }
}

public struct Rectangle: InsettableShape { nonisolated public init() {} }
public struct Ellipse: InsettableShape { nonisolated public init() {} }
public struct RoundedRectangle: InsettableShape { nonisolated public init(cornerRadius: CGFloat) {} }

public struct EdgeInsets: Sendable {
    public init(top: CGFloat, leading: CGFloat, bottom: CGFloat, trailing: CGFloat) {}
}

public enum Edge {
    public struct Set: OptionSet, Sendable {
        public let rawValue: Int8
        public init(rawValue: Int8) { self.rawValue = rawValue }
        public static let top = Set(rawValue: 1), leading = Set(rawValue: 2), bottom = Set(rawValue: 4), trailing = Set(rawValue: 8)
        public static let horizontal: Set = [.leading, .trailing], vertical: Set = [.top, .bottom], all: Set = [.horizontal, .vertical]
    }
}

public enum Axis {
    public struct Set: OptionSet, Sendable {
        public let rawValue: Int8
        public init(rawValue: Int8) { self.rawValue = rawValue }
        public static let horizontal = Set(rawValue: 1), vertical = Set(rawValue: 2)
    }
}

public enum HorizontalAlignment: Sendable { case leading, center, trailing }
public enum VerticalAlignment: Sendable { case top, center, bottom, firstTextBaseline }
public enum TextAlignment: Sendable { case leading, center, trailing }
public enum ContentMode: Sendable { case fit, fill }
public enum Visibility: Sendable { case automatic, visible, hidden }
public enum ScrollDismissesKeyboardMode: Sendable { case automatic, immediately, interactively, never }
public enum UnitPoint: Sendable { case top, center, bottom }
public enum SensoryFeedback: Equatable, Sendable { case success, warning, error, selection, impact }

public enum Alignment: Sendable {
    case center, leading, trailing, top, bottom, topLeading, topTrailing, bottomLeading, bottomTrailing
}

public enum NavigationBarItem { public enum TitleDisplayMode: Sendable { case automatic, inline, large } }
public enum ToolbarRole: Sendable { case automatic, navigationStack, browser, editor }
public enum ToolbarPlacement: Sendable { case automatic, navigationBar }
public enum ToolbarItemPlacement: Sendable { case principal }

@MainActor public struct ToolbarItem<Content: View> {
    public init(placement: ToolbarItemPlacement, @ViewBuilder content: () -> Content) {}
}

public enum AccessibilityChildBehavior: Hashable, Sendable { case ignore, contain, combine }

public struct AccessibilityTraits: SetAlgebra, Hashable, Sendable {
    private var names: Set<String> = []
    public init() {}
    private init(_ name: String) { names = [name] }
    public static let isHeader = Self("header"), isSelected = Self("selected"), isImage = Self("image"), isButton = Self("button")
    public func contains(_ member: Self) -> Bool { names.isSuperset(of: member.names) }
    public func union(_ other: Self) -> Self { with(names.union(other.names)) }
    public func intersection(_ other: Self) -> Self { with(names.intersection(other.names)) }
    public func symmetricDifference(_ other: Self) -> Self { with(names.symmetricDifference(other.names)) }
    public mutating func insert(_ new: Self) -> (inserted: Bool, memberAfterInsert: Self) {
        defer { formUnion(new) }
        return (!contains(new), new)
    }
    public mutating func remove(_ member: Self) -> Self? {
        names.subtract(member.names)
        return member
    }
    public mutating func update(with new: Self) -> Self? {
        formUnion(new)
        return nil
    }
    public mutating func formUnion(_ other: Self) { names.formUnion(other.names) }
    public mutating func formIntersection(_ other: Self) { names.formIntersection(other.names) }
    public mutating func formSymmetricDifference(_ other: Self) { names.formSymmetricDifference(other.names) }
    private func with(_ names: Set<String>) -> Self {
        var new = self
        new.names = names
        return new
    }
}

@MainActor public enum AccessibilityNotification {
    public struct Announcement {
        let words: AttributedString
        public init(_ words: AttributedString) { self.words = words }
        /// The stand-in's screen reader remembers.
        @MainActor public func post() { announced.append(String(words.characters)) }
    }
    public static var announced: [String] = []
}

public enum AnnouncementPriority: Hashable, Sendable { case low, `default`, high }

extension AttributedString {
    public var accessibilitySpeechAnnouncementPriority: AnnouncementPriority? {
        get { nil }
        set { _ = newValue }
    }
}

@MainActor @preconcurrency public protocol ButtonStyle {
    associatedtype Body: View
    typealias Configuration = ButtonStyleConfiguration
    @ViewBuilder func makeBody(configuration: Configuration) -> Body
}

@MainActor public struct ButtonStyleConfiguration {
    public let label = EmptyView()
    public let isPressed = false
}

public struct PlainButtonStyle: Sendable { public static var plain: Self { Self() } }

@MainActor public protocol Gesture {}
public struct DragGesture: Gesture {
    public struct Value { public var translation: CGSize }
    public init() {}
    public func onChanged(_ action: @escaping (Value) -> Void) -> Self { self }
    public func onEnded(_ action: @escaping (Value) -> Void) -> Self { self }
}

@MainActor public func withAnimation<Result>(_ body: () throws -> Result) rethrows -> Result { try body() }

public enum UIKeyboardType: Sendable { case `default`, asciiCapable, emailAddress, numberPad }
public enum UITextContentType: Sendable { case emailAddress, oneTimeCode, givenName, familyName }
public enum TextInputAutocapitalization: Sendable { case never, words, sentences, characters }
