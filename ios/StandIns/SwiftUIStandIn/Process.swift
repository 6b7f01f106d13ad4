// What only a process and UIKit have of SwiftUI: checked, never run here.

@MainActor @preconcurrency public protocol App {
    associatedtype Body: Scene
    @SceneBuilder var body: Body { get }
    init()
}

extension App {
    public static func main() { fatalError("never started") }
}

@MainActor @preconcurrency public protocol Scene {
    associatedtype Body: Scene
    @SceneBuilder var body: Body { get }
}

extension Never: Scene {}

@resultBuilder public enum SceneBuilder {
    public static func buildBlock<Content: Scene>(_ content: Content) -> Content { content }
}

public struct WindowGroup<Content: View>: Scene {
    public init(@ViewBuilder content: () -> Content) {}
    public var body: Never { fatalError("never drawn") }
}

extension Scene {
    public func onChange<Value: Equatable>(
        of value: Value, initial: Bool = false, _ action: @escaping (_ old: Value, _ new: Value) -> Void
    ) -> some Scene { self }
    public func backgroundTask<D: Sendable, R: Sendable>(
        _ task: BackgroundTask<D, R>, action: @escaping @Sendable (D) async -> R
    ) -> some Scene { self }
}

public struct BackgroundTask<Request, Response>: Sendable {}

extension BackgroundTask {
    public static func appRefresh(_ identifier: String) -> BackgroundTask<Void, Void> { BackgroundTask<Void, Void>() }
}

extension View {
    public func onOpenURL(perform action: @escaping (URL) -> Void) -> some View { modified() }
}

@MainActor @preconcurrency public protocol UIViewRepresentable: View where Body == Never {
    associatedtype UIViewType
    typealias Context = UIViewRepresentableContext<Self>
    func makeUIView(context: Context) -> UIViewType
    func updateUIView(_ uiView: UIViewType, context: Context)
}

extension UIViewRepresentable {
    public var body: Never { fatalError("never drawn") }
}

public struct UIViewRepresentableContext<Representable: UIViewRepresentable> {}

/// Decodes nothing: what begins and ends as a JPEG does (ITU-T T.81, B.1.1.3: SOI and EOI) is one.
public final class UIImage: NSObject {
    public init?(data: Data) {
        guard data.starts(with: [0xff, 0xd8]), data.suffix(2).elementsEqual([0xff, 0xd9]) else { return nil }
    }
    public var size: CGSize { CGSize(width: 640, height: 480) }
}

extension Image {
    public init(uiImage: UIImage) {}
}

extension Color {
    public init(uiColor: some NSObject) { self.init(white: 0) }
}
