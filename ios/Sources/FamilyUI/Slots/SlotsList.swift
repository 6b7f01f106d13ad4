import FamilyKit
import SwiftUI

/// Free times: a heading for each day, a button for each time.
struct SlotsList: View {
    let slots: SlotsView
    let stage: Stage

    var body: some View {
        ForEach(slots.days, id: \.label) { day in
            Heading(text: day.label)
            LazyVGrid(columns: [GridItem(.adaptive(minimum: 150), spacing: 8)], alignment: .leading, spacing: 8) {
                ForEach(day.slots, id: \.accessible) { slot in
                    Button {
                        stage.send(slot.action)
                    } label: {
                        VStack {
                            Text(slot.label)
                            if let own = slot.ownTime { Text(own).font(.subheadline).foregroundStyle(Color.quiet) }
                        }
                    }
                    .buttonStyle(StyledButton(style: .secondary))
                    .accessibilityLabel(slot.accessible)
                }
            }
        }
    }
}
