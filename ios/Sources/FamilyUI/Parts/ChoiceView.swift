import FamilyKit
import SwiftUI

/// One of some options (round), or any of them (square).
struct ChoiceView: View {
    let choice: Choice
    let stage: Stage

    var body: some View {
        Wrong(error: choice.error) {
            Words(label: choice.label, hint: choice.hint, error: choice.error, stage: stage).accessibilityAddTraits(.isHeader)
            ForEach(choice.options, id: \.value) { option in
                Button {
                    choose(option)
                } label: {
                    OptionLabel(option: option, selected: isSelected(option), several: choice.several)
                }
                .buttonStyle(.plain)
                .sensoryFeedback(.selection, trigger: isSelected(option))
                .accessibilityAddTraits(isSelected(option) ? .isSelected : [])
            }
        }
    }

    /// What is sent at once is as the core says; what waits for the form is as it was tapped.
    private func isSelected(_ option: ChoiceOption) -> Bool {
        option.action == nil ? option.value == stage.drafts.chosen(choice) : option.selected
    }

    private func choose(_ option: ChoiceOption) {
        if let action = option.action { stage.send(action) } else { stage.drafts.type(choice.id, option.value) }
    }
}

private struct OptionLabel: View {
    let option: ChoiceOption
    let selected: Bool
    let several: Bool

    var body: some View {
        HStack(spacing: 12) {
            Image(systemName: mark).foregroundStyle(selected ? Color.button : Color.control).accessibilityHidden(true)
            VStack(alignment: .leading, spacing: 4) {
                Text(option.label)
                if let hint = option.hint { Text(hint).font(.subheadline).foregroundStyle(Color.quiet) }
            }
        }
        .padding(12)
        .frame(maxWidth: .infinity, minHeight: least, alignment: .leading)
        .overlay {
            RoundedRectangle(cornerRadius: 8)
                .strokeBorder(selected ? Color.button : Color.control, lineWidth: selected ? 2 : 1)
        }
        .contentShape(Rectangle())
    }

    private var mark: String {
        switch (several, selected) {
        case (true, true): "checkmark.square.fill"
        case (true, false): "square"
        case (false, true): "largecircle.fill.circle"
        case (false, false): "circle"
        }
    }
}
