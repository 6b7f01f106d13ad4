public struct Text: Primitive {
    let words: String
    public init(_ content: some StringProtocol) { words = String(content) }
    public init(verbatim content: String) { words = content }
    public func draw(_ pen: Pen) { if !words.isEmpty { pen.elements.append(Element(kind: .text, words: words)) } }
}

public struct Image: Primitive {
    public init(systemName: String) {}
    public init(decorative name: String, bundle: Bundle? = nil) {}
    public func resizable() -> Image { self }
    public func draw(_ pen: Pen) {}
}

public struct Button<Label: View>: Primitive {
    let action: @MainActor () -> Void
    let label: Label
    public init(action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> Label) { (self.action, self.label) = (action, label()) }
    public func draw(_ pen: Pen) {
        let words = pen.apart { pen.draw(label, "label") }.map(\.words).joined(separator: " ")
        pen.elements.append(Element(kind: .button, words: words, isEnabled: pen.environment.isEnabled, tap: action))
    }
}

extension Button where Label == Text {
    public init(_ title: some StringProtocol, action: @escaping @MainActor () -> Void) {
        self.init(action: action) { Text(title) }
    }
}

public struct TextField<Label: View>: Primitive {
    let text: Binding<String>
    public func draw(_ pen: Pen) { pen.elements.append(Element(kind: .field, words: "", text: text)) }
}

extension TextField where Label == Text {
    public init(_ title: some StringProtocol, text: Binding<String>) { self.text = text }
}

/// Whatever is drawn as its content.
public struct Container<Content: View>: Primitive {
    let content: Content
    public func draw(_ pen: Pen) { pen.draw(content, "in") }
}

public struct VStack<Content: View>: View {
    public let body: Container<Content>
    public init(alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content) {
        body = Container(content: content())
    }
}

public struct HStack<Content: View>: View {
    public let body: Container<Content>
    public init(alignment: VerticalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content) {
        body = Container(content: content())
    }
}

public struct ZStack<Content: View>: View {
    public let body: Container<Content>
    public init(alignment: Alignment = .center, @ViewBuilder content: () -> Content) { body = Container(content: content()) }
}

public struct LazyVGrid<Content: View>: View {
    public let body: Container<Content>
    public init(
        columns: [GridItem], alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content
    ) { body = Container(content: content()) }
}

public struct GridItem: Sendable {
    public enum Size: Sendable { case adaptive(minimum: CGFloat, maximum: CGFloat = .infinity) }
    public init(_ size: Size, spacing: CGFloat? = nil, alignment: Alignment? = nil) {}
}

public struct Group<Content: View>: View {
    public let body: Container<Content>
    public init(@ViewBuilder content: () -> Content) { body = Container(content: content()) }
}

public struct ScrollView<Content: View>: View {
    public let body: Container<Content>
    public init(_ axes: Axis.Set = .vertical, showsIndicators: Bool = true, @ViewBuilder content: () -> Content) {
        body = Container(content: content())
    }
}

public struct ScrollViewReader<Content: View>: View {
    public let body: Container<Content>
    public init(@ViewBuilder content: @escaping (ScrollViewProxy) -> Content) { body = Container(content: content(ScrollViewProxy())) }
}

@MainActor public struct ScrollViewProxy {
    public func scrollTo<ID: Hashable>(_ id: ID, anchor: UnitPoint? = nil) {}
}

public struct ViewThatFits<Content: View>: View {
    let content: Content
    public init(in axes: Axis.Set = [.horizontal, .vertical], @ViewBuilder content: () -> Content) { self.content = content() }
    /// The first of them.
    public var body: some View { First(content: content) }
    struct First: Primitive {
        let content: Content
        func draw(_ pen: Pen) {
            if let all = content as? any Choices, let first = all.choices.first { pen.draw(first, "first") }
        }
    }
}

@MainActor @preconcurrency protocol Choices { var choices: [any View] { get } }
extension TupleView: Choices { var choices: [any View] { all } }

public struct GeometryReader<Content: View>: View {
    public let body: Container<Content>
    public init(@ViewBuilder content: @escaping (GeometryProxy) -> Content) { body = Container(content: content(GeometryProxy())) }
}

public struct GeometryProxy { public var size: CGSize { CGSize(width: 390, height: 844) } }

public struct ForEach<Data: RandomAccessCollection, ID: Hashable, Content: View>: Primitive {
    let data: Data
    let id: KeyPath<Data.Element, ID>
    let content: (Data.Element) -> Content
    public init(_ data: Data, id: KeyPath<Data.Element, ID>, @ViewBuilder content: @escaping (Data.Element) -> Content) {
        (self.data, self.id, self.content) = (data, id, content)
    }
    public func draw(_ pen: Pen) {
        for one in data { pen.draw(content(one), "\(one[keyPath: id])") }
    }
}

public struct NavigationStack<Data, Root: View>: Primitive {
    let path: Binding<Data>
    let root: Root
    public init(path: Binding<Data>, @ViewBuilder root: () -> Root)
    where Data: MutableCollection & RandomAccessCollection & RangeReplaceableCollection, Data.Element: Hashable {
        (self.path, self.root) = (path, root())
    }
    /// What is on top of the stack, and a button to go back.
    public func draw(_ pen: Pen) {
        let path = path
        guard let steps = path.wrappedValue as? any RangeReplaceableCollection, let top = Array(steps.map { $0 as Any }).last else {
            return pen.draw(root, "root")
        }
        pen.elements.append(Element(kind: .button, words: backWords, tap: { path.wrappedValue = shorter(path.wrappedValue) }))
        pen.destination = top
        pen.draw(root, "stack")
        pen.destination = nil
    }
}

/// How the stand-in's back button is called.
public let backWords = "navigation stack: back"

private func shorter<Data>(_ path: Data) -> Data {
    func without<Steps: RangeReplaceableCollection>(_ steps: Steps) -> Any { Steps(steps.map { $0 }.dropLast()) }
    guard let steps = path as? any RangeReplaceableCollection, let less = without(steps) as? Data else { return path }
    return less
}

public struct TimelineView<Schedule, Content: View>: View {
    public let body: Container<Content>
    public init(_ schedule: Schedule, @ViewBuilder content: @escaping (TimelineViewContext) -> Content)
    where Schedule == PeriodicTimelineSchedule { body = Container(content: content(TimelineViewContext())) }
}

public struct TimelineViewContext {}
public struct PeriodicTimelineSchedule {}
extension PeriodicTimelineSchedule {
    public static func periodic(from start: Date, by interval: TimeInterval) -> Self { Self() }
}

public struct ProgressView<Label: View>: View {
    public let body: Container<Label>
    public init(@ViewBuilder label: () -> Label) { body = Container(content: label()) }
    public init(value: (some BinaryFloatingPoint)?, total: some BinaryFloatingPoint, @ViewBuilder label: () -> Label) {
        body = Container(content: label())
    }
}

public struct Divider: Primitive {
    nonisolated public init() {}
    public func draw(_ pen: Pen) {}
}

public struct Spacer: Primitive {
    nonisolated public init(minLength: CGFloat? = nil) {}
    public func draw(_ pen: Pen) {}
}

public struct PhotosPicker<Label: View>: Primitive {
    let label: Label
    public init(
        selection: Binding<PhotosPickerItem?>, matching filter: PHPickerFilter? = nil,
        preferredItemEncoding: PhotosPickerItem.EncodingDisambiguationPolicy = .automatic, @ViewBuilder label: () -> Label
    ) { self.label = label() }
    public func draw(_ pen: Pen) { Button(action: {}, label: { label }).draw(pen) }
}

public struct PHPickerFilter { public static var images: Self { Self() } }
public struct PhotosPickerItem: Hashable, Sendable {
    public enum EncodingDisambiguationPolicy { case automatic, current, compatible }
    public func loadTransferable<Item: Sendable>(type: Item.Type) async throws -> Item? { nil }
}
