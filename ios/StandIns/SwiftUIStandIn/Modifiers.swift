extension View {
    public func environment<Value>(_ path: WritableKeyPath<EnvironmentValues, Value>, _ value: Value) -> some View {
        modified { pen, draw in pen.within({ $0[keyPath: path] = value }, draw) }
    }
    public func disabled(_ disabled: Bool) -> some View {
        modified { pen, draw in pen.within({ if disabled { $0.isEnabled = false } }, draw) }
    }
    public func onChange<Value: Equatable>(of value: Value, initial: Bool = false, _ action: @escaping () -> Void) -> some View {
        onChange(of: value, initial: initial) { _, _ in action() }
    }
    public func onChange<Value: Equatable>(
        of value: Value, initial: Bool = false, _ action: @escaping (_ old: Value, _ new: Value) -> Void
    ) -> some View {
        modified { pen, draw in
            if let before = pen.changed(value) { action(before, value) }
            draw()
        }
    }
    public func onAppear(perform action: @escaping () -> Void) -> some View {
        modified { pen, draw in
            pen.whenChanged(true, "appears") { action() }
            draw()
        }
    }
    public func onDisappear(perform action: @escaping () -> Void) -> some View { modified() }
    public func task(_ action: @escaping @MainActor @Sendable () async -> Void) -> some View { task(id: true, action) }
    public func task<ID: Hashable>(id: ID, _ action: @escaping @MainActor @Sendable () async -> Void) -> some View {
        modified { pen, draw in
            pen.whenChanged(id, "task", action)
            draw()
        }
    }
    public func navigationDestination<Data: Hashable>(
        for data: Data.Type, @ViewBuilder destination: @escaping (Data) -> some View
    ) -> some View {
        modified { pen, draw in
            if let top = pen.destination as? Data { pen.draw(destination(top), "destination") } else { draw() }
        }
    }
    public func overlay(alignment: Alignment = .center, @ViewBuilder content: () -> some View) -> some View {
        let over = content()
        return modified { pen, draw in
            draw()
            pen.draw(over, "over")
        }
    }
    public func overlay(_ style: Color) -> some View { modified() }
    public func buttonStyle(_ style: some ButtonStyle) -> some View { modified() }
    public func buttonStyle(_ style: PlainButtonStyle) -> some View { modified() }

    public func accessibilityElement(children: AccessibilityChildBehavior = .ignore) -> some View {
        modified { pen, draw in
            let inside = pen.apart(draw)
            let words = children == .ignore ? "" : inside.map(\.words).joined(separator: " ")
            pen.elements.append(Element(kind: .text, words: words))
        }
    }
    public func accessibilityLabel(_ label: some StringProtocol) -> some View {
        let label = String(label)
        return modified { pen, draw in
            var one = pen.apart(draw).first ?? Element(kind: .text, words: "")
            one.words = label
            pen.elements.append(one)
        }
    }
    public func accessibilityHidden(_ hidden: Bool) -> some View {
        modified { pen, draw in if hidden { _ = pen.apart(draw) } else { draw() } }
    }
    public func accessibilityAddTraits(_ traits: AccessibilityTraits) -> some View {
        modified { pen, draw in
            pen.elements += pen.apart(draw).map { one in
                var one = one
                if traits.contains(.isHeader) { one.isHeading = true }
                if traits.contains(.isSelected) { one.isSelected = true }
                if traits.contains(.isImage) { one.kind = .image }
                return one
            }
        }
    }
    public func accessibilityFocused<Value>(_ binding: AccessibilityFocusState<Value>.FocusBinding, equals value: Value) -> some View {
        modified()
    }

    // What changes only how it looks or feels.
    public func padding(_ insets: EdgeInsets) -> some View { modified() }
    public func padding(_ length: CGFloat) -> some View { modified() }
    public func padding(_ edges: Edge.Set = .all, _ length: CGFloat? = nil) -> some View { modified() }
    public func frame(width: CGFloat? = nil, height: CGFloat? = nil, alignment: Alignment = .center) -> some View { modified() }
    public func frame(
        minWidth: CGFloat? = nil, idealWidth: CGFloat? = nil, maxWidth: CGFloat? = nil, minHeight: CGFloat? = nil,
        idealHeight: CGFloat? = nil, maxHeight: CGFloat? = nil, alignment: Alignment = .center
    ) -> some View { modified() }
    public func fixedSize(horizontal: Bool, vertical: Bool) -> some View { modified() }
    public func aspectRatio(_ ratio: CGFloat? = nil, contentMode: ContentMode) -> some View { modified() }
    public func offset(_ offset: CGSize) -> some View { modified() }
    public func clipped() -> some View { modified() }
    public func clipShape(_ shape: some Shape) -> some View { modified() }
    public func contentShape(_ shape: some Shape) -> some View { modified() }
    public func opacity(_ opacity: Double) -> some View { modified() }
    public func background(_ color: Color) -> some View { modified() }
    public func background(_ view: some View) -> some View { modified() }
    public func foregroundStyle(_ color: Color) -> some View { modified() }
    public func tint(_ color: Color?) -> some View { modified() }
    public func font(_ font: Font?) -> some View { modified() }
    public func monospacedDigit() -> some View { modified() }
    public func underline(_ isActive: Bool = true) -> some View { modified() }
    public func multilineTextAlignment(_ alignment: TextAlignment) -> some View { modified() }
    public func ignoresSafeArea() -> some View { modified() }
    public func id(_ id: some Hashable) -> some View {
        modified { pen, draw in
            pen.draw(EmptyView(), "\(id)"); draw()
        }
    }
    public func gesture(_ gesture: some Gesture) -> some View { modified() }
    public func scrollDismissesKeyboard(_ mode: ScrollDismissesKeyboardMode) -> some View { modified() }
    public func defaultScrollAnchor(_ anchor: UnitPoint?) -> some View { modified() }
    public func navigationTitle(_ title: some StringProtocol) -> some View { modified() }
    public func navigationBarTitleDisplayMode(_ mode: NavigationBarItem.TitleDisplayMode) -> some View { modified() }
    public func navigationBarBackButtonHidden(_ hidden: Bool = true) -> some View { modified() }
    public func toolbarRole(_ role: ToolbarRole) -> some View { modified() }
    public func toolbar(_ visibility: Visibility, for bars: ToolbarPlacement...) -> some View { modified() }
    public func toolbar(content: () -> ToolbarItem<some View>) -> some View { modified() }
    public func focused(_ condition: FocusState<Bool>.FocusBinding) -> some View { modified() }
    public func keyboardType(_ type: UIKeyboardType) -> some View { modified() }
    public func textContentType(_ type: UITextContentType?) -> some View { modified() }
    public func textInputAutocapitalization(_ capitals: TextInputAutocapitalization?) -> some View { modified() }
    public func autocorrectionDisabled(_ disable: Bool = true) -> some View { modified() }
    public func sensoryFeedback<T: Equatable>(_ feedback: SensoryFeedback, trigger: T) -> some View { modified() }
    public func sensoryFeedback<T: Equatable>(
        _ feedback: SensoryFeedback, trigger: T, condition: @escaping (_ old: T, _ new: T) -> Bool
    ) -> some View { modified() }
    public func sensoryFeedback<T: Equatable>(
        trigger: T, _ feedback: @escaping (_ old: T, _ new: T) -> SensoryFeedback?
    ) -> some View { modified() }
}

extension Pen {
    private static let top = "top of the stack"
    /// What the navigation stack shows above its root.
    var destination: Any? {
        get { kept(Self.top, Slot<Any?>(nil)).value }
        set { kept(Self.top, Slot<Any?>(nil)).value = newValue }
    }
}
