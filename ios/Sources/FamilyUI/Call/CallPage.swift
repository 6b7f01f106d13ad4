import FamilyKit
import SwiftUI

/// The call: the person in prison large, oneself small, time left, and what one can do.
struct CallPage: View {
    let call: CallView
    let stage: Stage

    var body: some View {
        GeometryReader { room in
            if room.size.width > room.size.height {
                HStack(spacing: 0) {
                    Pictures(call: call, stage: stage)
                    Side(call: call, stage: stage).frame(width: 320)
                }
            } else {
                VStack(spacing: 0) {
                    Pictures(call: call, stage: stage)
                    // With large letters it scrolls, and the pictures keep half of the screen.
                    Side(call: call, stage: stage).frame(maxHeight: room.size.height / 2).fixedSize(horizontal: false, vertical: true)
                }
            }
        }
        .background(Color.black.ignoresSafeArea())
        .toolbar(.hidden, for: .navigationBar)
        .navigationBarBackButtonHidden()
    }
}

/// The pictures, and what covers them.
private struct Pictures: View {
    let call: CallView
    let stage: Stage
    @Environment(\.isSceneCaptured) private var isCaptured

    var body: some View {
        ZStack {
            if let first = call.people.first { Somebody(person: first, stage: stage) }
            VStack(alignment: .leading, spacing: 8) {
                ForEach(call.people.dropFirst().filter { !$0.mids.isEmpty }, id: \.participant) { person in
                    Somebody(person: person, stage: stage).frame(width: 144, height: 81)
                }
            }
            .padding(8)
            .frame(maxWidth: .infinity, maxHeight: .infinity, alignment: .topLeading)
            if let cover = call.cover {
                Covered(title: cover.title, text: cover.text)
            } else if isCaptured {
                Covered(title: stage.words.noPicture, text: stage.words.screenRecorded)
            }
            if !isCaptured { OwnPicture(on: call.camera, stage: stage) }
        }
        .frame(maxWidth: .infinity, maxHeight: .infinity)
        .clipped()
    }
}

/// Somebody's picture; until it is there, who they are and where they stand.
private struct Somebody: View {
    let person: CallPerson
    let stage: Stage
    @Environment(\.hardware) private var hardware

    var body: some View {
        ZStack {
            VStack(spacing: 8) {
                Text(person.name).font(.title.bold())
                Text(person.status.text)
            }
            .multilineTextAlignment(.center)
            .foregroundStyle(Color.white)
            .padding(24)
            ForEach(person.mids, id: \.self) { mid in
                if let sight = hardware?.pictures.sight(of: mid) {
                    SightView(sight: sight).onDisappear { hardware?.pictures.forget(mid) }
                }
            }
        }
        .accessibilityElement(children: .ignore)
        .accessibilityLabel("\(person.name), \(person.status.text)")
        .accessibilityAddTraits(.isImage)
    }
}

/// Covers the pictures: why the call stands still, and what ends that.
private struct Covered: View {
    let title: String
    let text: String

    var body: some View {
        ScrollView {
            VStack(alignment: .leading, spacing: 8) {
                Text(title).font(.title.bold()).accessibilityAddTraits(.isHeader)
                Text(text)
            }
            .frame(maxWidth: .infinity, alignment: .leading)
            .padding(24)
        }
        .defaultScrollAnchor(.center)
        .foregroundStyle(Color.white)
        .background(Color.black)
    }
}

/// Time, line and buttons: below the pictures, or beside them.
private struct Side: View {
    let call: CallView
    let stage: Stage

    var body: some View {
        ScrollView {
            VStack(alignment: .leading, spacing: 12) {
                HStack {
                    StatusTag(status: call.status)
                    Spacer()
                    Clock(left: call.leftMs, running: call.running)
                        .font(.title)
                        .accessibilityElement()
                        .accessibilityLabel(call.leftAccessible)
                }
                if let line = call.line { StatusTag(status: line) }
                Parts(stage: stage)
                Controls(call: call, stage: stage)
            }
            .padding(16)
        }
        .background(Color.page)
    }
}

/// Before the call: oneself, who is here, and when it begins.
struct WaitingRoomPage: View {
    let call: CallView
    let stage: Stage

    var body: some View {
        ScrollView {
            VStack(alignment: .leading, spacing: 16) {
                ScreenTitle(screen: stage.screen)
                OwnFrame(on: call.camera, stage: stage)
                StatusTag(status: call.status)
                Text(call.leftAccessible).foregroundStyle(Color.quiet)
                Parts(stage: stage)
                ForEach(call.people, id: \.participant) { person in
                    HStack {
                        Text(person.name).font(.headline)
                        Spacer()
                        StatusTag(status: person.status)
                    }
                    .accessibilityElement(children: .combine)
                }
                Controls(call: call, stage: stage)
            }
            .padding(16)
            .frame(maxWidth: 600)
            .frame(maxWidth: .infinity)
        }
    }
}

/// The screen's parts, where a view of its own is around them.
private struct Parts: View {
    let stage: Stage

    var body: some View {
        ForEach(Array(stage.screen.parts.enumerated()), id: \.offset) { _, part in PartView(part: part, stage: stage) }
    }
}
