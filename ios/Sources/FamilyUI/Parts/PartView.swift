import FamilyKit
import SwiftUI

/// Draws one part of a screen; a list does not repeat the heading above it.
struct PartView: View {
    let part: Part
    let stage: Stage
    var above: Part?

    var body: some View {
        switch part {
        case .heading(let text): Heading(text: text)
        case .text(let text): Text(text)
        case .notice(let tone, let title, let text, _): NoticeView(tone: tone, title: title, text: text)
        case .field(let field): FieldView(field: field, stage: stage)
        case .choice(let choice): ChoiceView(choice: choice, stage: stage)
        case .rows(let label, let rows): RowsView(label: above == .heading(text: label) ? nil : label, rows: rows, stage: stage)
        case .photo(let photo): PhotoView(photo: photo, stage: stage)
        case .picture(let picture, let description): Drawing(picture: picture, description: description)
        case .ownPhoto(let jpeg, let description): OwnPhoto(jpeg: jpeg, description: description)
        case .progress(let label, let done, let total): ProgressPart(label: label, done: done, total: total)
        case .countdown(let label, let text, let left): CountdownView(label: label, text: text, left: left)
        case .actions(let buttons): Buttons(buttons: buttons, stage: stage)
        }
    }
}

/// A heading below the title.
struct Heading: View {
    let text: String

    var body: some View {
        Text(text).font(.title3.bold()).padding(.top, 8).accessibilityAddTraits(.isHeader)
    }
}

/// Something to notice: a band of its tone beside it, and its title says the tone in words.
struct NoticeView: View {
    let tone: Tone
    let title: String
    let text: String

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(title).font(.headline)
            Text(text)
        }
        .padding(EdgeInsets(top: 12, leading: 20, bottom: 12, trailing: 16))
        .frame(maxWidth: .infinity, alignment: .leading)
        .foregroundStyle(tone.text)
        .background(tone.ground)
        .overlay(alignment: .leading) { Rectangle().fill(tone.text).frame(width: 6) }
        .clipShape(RoundedRectangle(cornerRadius: 8))
        .accessibilityElement(children: .combine)
        .accessibilityAddTraits(.isHeader)
    }
}

/// How far something is.
struct ProgressPart: View {
    let label: String
    let done: UInt64
    let total: UInt64

    var body: some View {
        if total == 0 {
            ProgressView { Text(label) }
        } else {
            ProgressView(value: Double(done), total: Double(total)) { Text(label) }
        }
    }
}

/// Something that is kept for a while: the clock is for eyes, the sentence for everybody.
struct CountdownView: View {
    let label: String
    let text: String
    let left: UInt64

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(label).font(.headline)
            Clock(left: left, running: true).font(.title).accessibilityHidden(true)
            Text(text)
        }
        .padding(16)
        .frame(maxWidth: .infinity, alignment: .leading)
        .foregroundStyle(Tone.waiting.text)
        .background(Tone.waiting.ground)
        .clipShape(RoundedRectangle(cornerRadius: 8))
        .accessibilityElement(children: .combine)
    }
}

/// Time left, such as `12:34`, counted down between two words of the core.
struct Clock: View {
    let left: UInt64
    let running: Bool
    @State private var shownAt = ContinuousClock.now

    var body: some View {
        TimelineView(.periodic(from: .now, by: 1)) { _ in
            let gone: Duration = running ? ContinuousClock.now - shownAt : .zero
            Text(clock(.milliseconds(left) - gone)).monospacedDigit()
        }
        .onChange(of: left) { shownAt = .now }
        .onChange(of: running) { shownAt = .now }
    }
}

/// `12:34`, and from an hour on `1:02:34`; a second that has begun counts.
func clock(_ left: Duration) -> String {
    let pattern: Duration.TimeFormatStyle.Pattern =
        left < .seconds(3600)
        ? .minuteSecond(padMinuteToLength: 1, roundFractionalSeconds: .up)
        : .hourMinuteSecond(padHourToLength: 1, roundFractionalSeconds: .up)
    return max(left, .zero).formatted(.time(pattern: pattern))
}

/// A drawing of ours, made from `design/pictures`.
struct Drawing: View {
    let picture: Picture
    let description: String

    var body: some View {
        Image(decorative: picture.name)
            .resizable()
            .aspectRatio(320.0 / 200.0, contentMode: .fit)
            .clipShape(RoundedRectangle(cornerRadius: 12))
            .accessibilityElement()
            .accessibilityLabel(description)
            .accessibilityAddTraits(.isImage)
    }
}

extension Picture {
    /// Its name in the app's pictures.
    var name: String {
        switch self {
        case .seeEachOther: "see-each-other"
        case .waitingRoom: "waiting-room"
        case .theirRoom: "their-room"
        case .somebodyListens: "somebody-listens"
        case .inThePicture: "in-the-picture"
        case .pictureStops: "picture-stops"
        case .showAndTell: "show-and-tell"
        case .waveGoodbye: "wave-goodbye"
        case .afterwards: "afterwards"
        case .goodDocument: "good-document"
        case .goodPortrait: "good-portrait"
        }
    }
}
