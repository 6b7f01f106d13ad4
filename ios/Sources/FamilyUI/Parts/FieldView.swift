import FamilyKit
import SwiftUI

/// A text to type: its label and hint stand above it, what is wrong directly at it.
struct FieldView: View {
    let field: Field
    let stage: Stage

    var body: some View {
        Wrong(error: field.error) {
            Words(label: field.label, hint: field.hint, error: field.error, stage: stage)
                .accessibilityHidden(field.kind != .date)
            if field.kind == .date {
                DateBoxes(field: field, stage: stage)
            } else {
                TextBox(text: text, label: spoken, wrong: field.error != nil, kind: field.kind, left: stage.keep)
            }
        }
    }

    private var text: Binding<String> {
        Binding(get: { stage.drafts.text(field) }, set: { stage.drafts.type(field.id, $0) })
    }

    /// The words above the box, said with it.
    private var spoken: String {
        [field.label, field.hint, field.error.map(stage.wrong)].compactMap { $0 }.joined(separator: ". ")
    }
}

/// Day, month and year, typed as numbers: nobody turns a wheel to 1958.
private struct DateBoxes: View {
    let field: Field
    let stage: Stage
    @ScaledMetric private var digit: CGFloat = 14

    var body: some View {
        ViewThatFits(in: .horizontal) {
            HStack(alignment: .top, spacing: 12) { boxes }
            VStack(alignment: .leading, spacing: 8) { boxes }
        }
    }

    @ViewBuilder private var boxes: some View {
        box(stage.words.day, 2, digits: 2)
        box(stage.words.month, 1, digits: 2)
        box(stage.words.year, 0, digits: 4)
    }

    private func box(_ label: String, _ place: Int, digits: Int) -> some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(label).accessibilityHidden(true)
            TextBox(text: part(place, digits), label: label, wrong: field.error != nil, kind: .date, left: stage.keep)
                .frame(width: digit * CGFloat(digits) + 36)
        }
    }

    /// One of `2026-11-22`.
    private func part(_ place: Int, _ digits: Int) -> Binding<String> {
        Binding(
            get: { parts[place] },
            set: { typed in
                var parts = parts
                parts[place] = String(typed.filter(\.isNumber).prefix(digits))
                let whole = parts.allSatisfy(\.isEmpty) ? "" : parts.joined(separator: "-")
                stage.drafts.type(field.id, whole)
            })
    }

    private var parts: [String] {
        let parts = stage.drafts.text(field).split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        return Array((parts + ["", "", ""]).prefix(3))
    }
}

/// Label, hint and what is wrong: above a field or a choice.
struct Words: View {
    let label: String
    let hint: String?
    let error: String?
    let stage: Stage

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(label).font(.headline)
            if let hint { Text(hint).font(.subheadline).foregroundStyle(Color.quiet) }
            if let error { Text(stage.wrong(error)).font(.subheadline.weight(.semibold)).foregroundStyle(Color.danger) }
        }
        .accessibilityElement(children: .combine)
    }
}

/// What is wrong has a bar beside it: seen without colour too.
struct Wrong<Content: View>: View {
    private let error: String?
    private let content: Content

    init(error: String?, @ViewBuilder content: () -> Content) {
        self.error = error
        self.content = content()
    }

    var body: some View {
        VStack(alignment: .leading, spacing: 8) { content }
            .frame(maxWidth: .infinity, alignment: .leading)
            .padding(.leading, error == nil ? 0 : 16)
            .overlay(alignment: .leading) { if error != nil { Rectangle().fill(Color.danger).frame(width: 4) } }
    }
}

/// A box to type in.
private struct TextBox: View {
    @Binding var text: String
    let label: String
    let wrong: Bool
    let kind: FieldKind
    let left: () -> Void
    @FocusState private var focused: Bool

    var body: some View {
        TextField("", text: $text)
            .focused($focused)
            .padding(12)
            .frame(maxWidth: .infinity, minHeight: least)
            .overlay { RoundedRectangle(cornerRadius: 8).strokeBorder(edge, lineWidth: focused ? 3 : 2) }
            .keyboard(for: kind)
            .onChange(of: focused) { if !focused { left() } }
            .accessibilityLabel(label)
    }

    private var edge: Color { focused ? .button : wrong ? .danger : .control }
}

extension View {
    /// Keyboard and autofill for what is typed.
    fileprivate func keyboard(for kind: FieldKind) -> some View {
        let (keys, content, capitals): (UIKeyboardType, UITextContentType?, TextInputAutocapitalization) =
            switch kind {
            case .text: (.default, nil, .sentences)
            case .email: (.emailAddress, .emailAddress, .never)
            case .code: (.numberPad, .oneTimeCode, .never)
            case .givenNames: (.default, .givenName, .words)
            case .familyName: (.default, .familyName, .words)
            case .date: (.numberPad, nil, .never)
            case .capitals: (.asciiCapable, nil, .characters)
            }
        return keyboardType(keys).textContentType(content).textInputAutocapitalization(capitals)
            .autocorrectionDisabled(kind != .text)
    }
}
