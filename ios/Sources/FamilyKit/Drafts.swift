import Observation

/// What is being typed and chosen on one screen, until it is sent. The core's values show through where nothing was touched.
@MainActor
@Observable
public final class Drafts {
    private var typed: [String: String] = [:]

    /// Nothing typed yet.
    public init() {}

    /// What stands in a field.
    public func text(_ field: Field) -> String {
        typed[field.id] ?? field.value
    }

    /// Something was typed, or chosen.
    public func type(_ id: String, _ value: String) {
        typed[id] = value
    }

    /// The value of the chosen option of a choice that is part of a form.
    public func chosen(_ choice: Choice) -> String? {
        typed[choice.id] ?? choice.options.first { $0.selected }?.value
    }

    /// The action of a button, completed with what stands on the screen.
    public func complete(_ action: Action, on screen: Screen) -> Action {
        if case .submit(let form, _) = action { .submit(form: form, values: values(of: screen)) } else { action }
    }

    /// What to send so that nothing typed is lost; nothing where nothing was typed, or the screen has no form.
    public func keep(_ screen: Screen) -> Action? {
        guard !typed.isEmpty, let form = screen.form else { return nil }
        return .keepDraft(form: form, values: values(of: screen))
    }

    /// What stands in every field and choice of a screen.
    private func values(of screen: Screen) -> [FieldValue] {
        screen.parts.compactMap { part in
            switch part {
            case .field(let field): FieldValue(field: field.id, value: text(field))
            case .choice(let choice): chosen(choice).map { FieldValue(field: choice.id, value: $0) }
            case .heading, .text, .notice, .rows, .photo, .picture, .ownPhoto, .progress, .countdown, .actions: nil
            }
        }
    }
}

extension Screen {
    /// The form that a button of it sends.
    fileprivate var form: ScreenForm? {
        for case .actions(let buttons) in parts {
            for case .submit(let form, _) in buttons.map(\.action) { return form }
        }
        return nil
    }
}
