import FamilyKit
import SwiftUI

/// A list of things; what leads somewhere has an arrow.
struct RowsView: View {
    let label: String?
    let rows: [Row]
    let stage: Stage

    var body: some View {
        VStack(alignment: .leading, spacing: 0) {
            if let label { Heading(text: label).padding(.bottom, 4) }
            ForEach(Array(rows.enumerated()), id: \.offset) { _, row in
                RowView(row: row, stage: stage)
                Divider().overlay(Color.line)
            }
        }
    }
}

private struct RowView: View {
    let row: Row
    let stage: Stage

    var body: some View {
        if let action = row.action {
            Button {
                stage.send(action)
            } label: {
                HStack(spacing: 12) {
                    words
                    Image(systemName: "chevron.right").foregroundStyle(Color.link).accessibilityHidden(true)
                }
                .contentShape(Rectangle())
            }
            .buttonStyle(.plain)
        } else {
            words.accessibilityElement(children: .combine)
        }
    }

    private var words: some View {
        VStack(alignment: .leading, spacing: 4) {
            if let status = row.status {
                // Beside each other where both have room.
                ViewThatFits(in: .horizontal) {
                    HStack(spacing: 12) {
                        title
                        Spacer(minLength: 0)
                        StatusTag(status: status)
                    }
                    VStack(alignment: .leading, spacing: 4) {
                        title
                        StatusTag(status: status)
                    }
                }
            } else {
                title
            }
            if let detail = row.detail { Text(detail).foregroundStyle(Color.quiet) }
        }
        .padding(.vertical, 12)
        .frame(maxWidth: .infinity, minHeight: least, alignment: .leading)
    }

    private var title: some View { Text(row.title).font(.headline) }
}

/// Where something stands: in words, on a ground of its tone.
struct StatusTag: View {
    let status: Status

    var body: some View {
        Text(status.text)
            .font(.subheadline.weight(.semibold))
            .padding(EdgeInsets(top: 4, leading: 10, bottom: 4, trailing: 10))
            .foregroundStyle(status.tone.text)
            .background(status.tone.ground)
            .clipShape(RoundedRectangle(cornerRadius: 6))
    }
}
