// A stand-in for SwiftUI, for machines that have none: what Kinline's views use of it, with the signatures of Apple's
// documentation. It shows nothing; `Pen` tells what would stand on the screen, to tests. Never shipped.

@_exported import Foundation
@_exported import Observation

@MainActor @preconcurrency public protocol View {
    associatedtype Body: View
    @ViewBuilder @MainActor @preconcurrency var body: Body { get }
}

extension Never: View {
    public var body: Never { fatalError("never drawn") }
}

/// What has no body, but is drawn.
@MainActor @preconcurrency public protocol Primitive: View where Body == Never {
    func draw(_ pen: Pen)
}

extension Primitive {
    public var body: Never { fatalError("never drawn") }
}

@resultBuilder public enum ViewBuilder {
    public static func buildExpression<Content: View>(_ content: Content) -> Content { content }
    public static func buildBlock() -> EmptyView { EmptyView() }
    public static func buildBlock<Content: View>(_ content: Content) -> Content { content }
    @MainActor public static func buildBlock<each Content: View>(_ content: repeat each Content) -> TupleView<(repeat each Content)> {
        var all: [any View] = []
        for one in repeat each content { all.append(one) }
        return TupleView(all)
    }
    public static func buildIf<Content: View>(_ content: Content?) -> Content? { content }
    public static func buildEither<First: View, Second: View>(first: First) -> ConditionalContent<First, Second> { .first(first) }
    public static func buildEither<First: View, Second: View>(second: Second) -> ConditionalContent<First, Second> { .second(second) }
}

public struct EmptyView: Primitive {
    nonisolated public init() {}
    public func draw(_ pen: Pen) {}
}

public struct TupleView<Content>: Primitive {
    let all: [any View]
    init(_ all: [any View]) { self.all = all }
    public func draw(_ pen: Pen) {
        for (place, one) in all.enumerated() { pen.draw(one, "\(place)") }
    }
}

public enum ConditionalContent<First: View, Second: View>: Primitive {
    case first(First), second(Second)
    public func draw(_ pen: Pen) {
        switch self {
        case .first(let one): pen.draw(one, "first")
        case .second(let one): pen.draw(one, "second")
        }
    }
}

extension Optional: View where Wrapped: View {
    public var body: Never { fatalError("never drawn") }
}

extension Optional: Primitive where Wrapped: View {
    public func draw(_ pen: Pen) {
        if let self { pen.draw(self, "some") }
    }
}

/// A view that something was said of.
public struct Modified<Content: View>: Primitive {
    let content: Content
    let change: @MainActor (Pen, () -> Void) -> Void
    public func draw(_ pen: Pen) { change(pen) { pen.draw(content, "of") } }
}

extension View {
    func modified(_ change: @escaping @MainActor (Pen, () -> Void) -> Void = { $1() }) -> some View {
        Modified(content: self, change: change)
    }
}
