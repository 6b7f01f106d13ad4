/// A value that outlives the view that names it: the pen gives it back to the view that stands in the same place.
@MainActor @preconcurrency protocol Kept {
    func adopt(_ pen: Pen, _ key: String)
}

final class Slot<Value> {
    var value: Value
    init(_ value: Value) { self.value = value }
}

final class Holder<Value> {
    var slot: Slot<Value>
    init(_ slot: Slot<Value>) { self.slot = slot }
}

@propertyWrapper public struct State<Value>: Kept {
    private let holder: Holder<Value>
    public init(wrappedValue: Value) { holder = Holder(Slot(wrappedValue)) }
    public init(initialValue: Value) { holder = Holder(Slot(initialValue)) }
    public var wrappedValue: Value {
        get { holder.slot.value }
        nonmutating set { holder.slot.value = newValue }
    }
    public var projectedValue: Binding<Value> { Binding(get: { wrappedValue }, set: { wrappedValue = $0 }) }
    func adopt(_ pen: Pen, _ key: String) { holder.slot = pen.kept(key, holder.slot) }
}

extension State where Value: ExpressibleByNilLiteral {
    public init() { self.init(wrappedValue: nil) }
}

@propertyWrapper public struct Binding<Value> {
    let get: () -> Value
    let set: (Value) -> Void
    public init(get: @escaping () -> Value, set: @escaping (Value) -> Void) { (self.get, self.set) = (get, set) }
    public var wrappedValue: Value {
        get { get() }
        nonmutating set { set(newValue) }
    }
    public var projectedValue: Binding<Value> { self }
}

@propertyWrapper public struct Environment<Value>: Kept {
    private let path: KeyPath<EnvironmentValues, Value>
    private let holder = Holder(Slot(EnvironmentValues()))
    public init(_ path: KeyPath<EnvironmentValues, Value>) { self.path = path }
    public var wrappedValue: Value { holder.slot.value[keyPath: path] }
    func adopt(_ pen: Pen, _ key: String) { holder.slot = Slot(pen.environment) }
}

@propertyWrapper public struct FocusState<Value> {
    private let holder: Holder<Value>
    public init() where Value == Bool { holder = Holder(Slot(false)) }
    public var wrappedValue: Value {
        get { holder.slot.value }
        nonmutating set { holder.slot.value = newValue }
    }
    public var projectedValue: FocusBinding { FocusBinding() }
    public struct FocusBinding {}
}

@propertyWrapper public struct AccessibilityFocusState<Value: Hashable> {
    private let holder: Holder<Value>
    public init() where Value: ExpressibleByNilLiteral { holder = Holder(Slot(nil)) }
    public var wrappedValue: Value {
        get { holder.slot.value }
        nonmutating set { holder.slot.value = newValue }
    }
    public var projectedValue: FocusBinding { FocusBinding() }
    public struct FocusBinding {}
}

@propertyWrapper public struct ScaledMetric<Value: BinaryFloatingPoint> {
    public let wrappedValue: Value
    public init(wrappedValue: Value) { self.wrappedValue = wrappedValue }
}

public protocol EnvironmentKey {
    associatedtype Value
    static var defaultValue: Value { get }
}

public struct EnvironmentValues {
    private var values: [ObjectIdentifier: Any] = [:]
    public init() {}
    public subscript<Key: EnvironmentKey>(key: Key.Type) -> Key.Value {
        get { values[ObjectIdentifier(key)] as? Key.Value ?? key.defaultValue }
        set { values[ObjectIdentifier(key)] = newValue }
    }
    public var scenePhase = ScenePhase.active
    public var isEnabled = true
    public var isSceneCaptured = false
    public var locale = Locale(identifier: "en_GB")
}

public enum ScenePhase: Comparable, Sendable { case background, inactive, active }
