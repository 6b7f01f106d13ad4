/// Something that a person meets on the screen, as a screen reader does.
public struct Element {
    public enum Kind { case text, button, field, image }
    public var kind: Kind
    public var words: String
    public var isHeading = false
    public var isEnabled = true
    public var isSelected = false
    /// A button: taps it.
    public var tap: @MainActor () -> Void = {}
    /// A field: what stands in it.
    public var text: Binding<String>?
}

/// Tells what would stand on the screen, and keeps what views keep.
@MainActor
public final class Pen {
    public var environment = EnvironmentValues()
    var elements: [Element] = []
    private var path: [String] = []
    private var slots: [String: AnyObject] = [:]
    private var tasks: [(String, @MainActor () async -> Void)] = []
    private var met: Set<String> = []
    private var seen: Set<String> = []

    public init() {}

    /// What a view shows now. What depends on changes is told of them first.
    public func elements(of view: some View) -> [Element] {
        (elements, path, tasks, seen) = ([], [], tasks, [])
        draw(view, "root")
        met.formIntersection(seen)
        return elements
    }

    /// Does what views began when they appeared.
    public func settle() async {
        let begun = tasks
        tasks = []
        for (_, task) in begun { await task() }
    }

    func draw(_ view: some View, _ key: String) {
        path.append(key)
        defer { path.removeLast() }
        if let primitive = view as? any Primitive { return primitive.draw(self) }
        for child in Mirror(reflecting: view).children {
            (child.value as? any Kept)?.adopt(self, place(child.label ?? ""))
        }
        draw(view.body, "\(type(of: view))")
    }

    /// What is drawn by something, apart.
    func apart(_ draw: () -> Void) -> [Element] {
        let before = elements
        elements = []
        draw()
        defer { elements = before }
        return elements
    }

    func within(_ change: (inout EnvironmentValues) -> Void, _ draw: () -> Void) {
        let before = environment
        change(&environment)
        draw()
        environment = before
    }

    func kept<Value>(_ key: String, _ slot: Slot<Value>) -> Slot<Value> {
        if let there = slots[key] as? Slot<Value> { return there }
        slots[key] = slot
        return slot
    }

    /// Runs once when the view appears here, and again when the value is another.
    func whenChanged(_ value: some Hashable, _ key: String, _ task: @escaping @MainActor () async -> Void) {
        let key = place("\(key) \(value)")
        seen.insert(key)
        if met.insert(key).inserted { tasks.append((key, task)) }
    }

    /// The value before, if it was another one.
    func changed<Value: Equatable>(_ value: Value) -> Value? {
        let slot = kept(place("changed"), Slot(value))
        defer { slot.value = value }
        return slot.value == value ? nil : slot.value
    }

    private func place(_ name: String) -> String { (path + [name]).joined(separator: "/") }
}
