import FamilyKit
import FamilyTestKit
import Foundation
import SwiftUI
import Testing

@testable import FamilyUI

/// A person who sees and touches the app's own views, as a screen reader would tell them.
@MainActor
struct Thumb {
    let person: Person
    private let pen = Pen()
    private let view: KinlineView

    init(_ person: Person) {
        self.person = person
        view = KinlineView(phone: person.phone, hardware: person.hardware)
    }

    /// What is on the screen, after the views did what they do by themselves.
    func looks() async -> [Element] {
        _ = pen.elements(of: view)
        await pen.settle()
        return pen.elements(of: view)
    }

    /// Waits for something on the screen.
    func sees<Found>(_ what: String, _ wanted: ([Element]) throws -> Found?) async throws -> Found {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(60)
        repeat {
            let elements = await looks()
            if let found = try wanted(elements) { return found }
            try await Task.sleep(for: .milliseconds(10))
        } while clock.now < end
        let words = await looks().map(\.words)
        Issue.record("waited for \(what), but there is \(words)")
        throw CancellationError()
    }

    /// Waits for a screen; every word of it is drawn, and what a screen reader jumps between is a heading.
    @discardableResult
    func shows(_ name: ScreenName, where wanted: (Screen) -> Bool = { _ in true }) async throws -> Screen {
        let screen = try await person.sees(name, where: wanted)
        // The screen may have changed meanwhile: then the newer one is looked at.
        let missing = try await sees("every word of \(name)") { elements -> [String]? in
            let now = person.phone.shown?.screen
            let missing =
                words(of: now ?? screen).filter { word in !elements.contains { $0.words.contains(word) } }
                + headings(of: now ?? screen).filter { word in !elements.contains { $0.isHeading && $0.words == word } }
            return missing.isEmpty || now == screen ? missing : nil
        }
        #expect(missing == [], "not drawn of \(name)")
        return screen
    }

    /// Taps what says this.
    func taps(_ words: String) async throws {
        let element = try await sees("a button that says \(words)") { elements in
            elements.first { $0.kind == .button && $0.isEnabled && $0.words.contains(words) }
        }
        element.tap()
    }

    /// Taps the control whose action is wanted, by its words.
    func taps(_ wanted: (Action) -> Bool) async throws {
        try await taps(try await person.sees("a control") { screen in controls(of: screen).first { wanted($0.action) }?.label })
    }

    /// Taps the button that sends the form.
    func submits() async throws {
        try await taps { if case .submit = $0 { true } else { false } }
    }

    /// Types into the field with this label.
    func types(_ text: String, into label: String) async throws {
        let field = try await sees("a field called \(label)") { elements in
            elements.first { $0.kind == .field && $0.words.hasPrefix(label) }
        }
        let binding = try #require(field.text)
        binding.wrappedValue = text
        #expect(await looks().contains { $0.words.hasPrefix(label) && $0.text?.wrappedValue == text }, "what was typed stands there")
    }

    /// Types into the core's field.
    func types(_ text: String, field id: String) async throws {
        let label = try await person.sees("the field \(id)") { screen in
            screen.parts.compactMap { if case .field(let field) = $0, field.id == id { field.label } else { nil } }.first
        }
        try await types(text, into: label)
    }
}

/// A control's words, and what it sends.
struct Control {
    let label: String
    let action: Action
}

func controls(of screen: Screen) -> [Control] {
    var all = screen.parts.flatMap { part -> [Control] in
        switch part {
        case .actions(let buttons): buttons.map { Control(label: $0.label, action: $0.action) }
        case .rows(_, let rows): rows.compactMap { row in row.action.map { Control(label: row.title, action: $0) } }
        case .photo(let photo): [Control(label: photo.action.label, action: photo.action.action)]
        case .choice(let choice): choice.options.compactMap { option in option.action.map { Control(label: option.label, action: $0) } }
        case .heading, .text, .notice, .field, .picture, .ownPhoto, .progress, .countdown: []
        }
    }
    switch screen.view {
    case .slots(let slots): all += slots.days.flatMap(\.slots).map { Control(label: $0.accessible, action: $0.action) }
    case .call(let call), .waitingRoom(let call): all += call.controls.map { Control(label: $0.label, action: $0.action) }
    case .parts, .camera: break
    }
    return all
}

/// Every word that a screen says.
func words(of screen: Screen) -> [String] {
    var all: [String?] = screen.parts.flatMap { part -> [String?] in
        switch part {
        case .heading(let text), .text(let text): [text]
        case .notice(_, let title, let text, _): [title, text]
        case .field(let field): [field.label, field.hint, field.error]
        case .choice(let choice): [choice.label, choice.hint, choice.error] + choice.options.flatMap { [$0.label, $0.hint] }
        case .rows(let label, let rows): [label] + rows.flatMap { [$0.title, $0.detail, $0.status?.text] }
        case .photo(let photo): [photo.label, photo.status.text, photo.error, photo.action.label] + photo.hints
        case .picture(_, let description), .ownPhoto(_, let description): [description]
        case .progress(let label, _, _): [label]
        case .countdown(let label, let text, _): [label, text]
        case .actions(let buttons): buttons.map(\.label)
        }
    }
    switch screen.view {
    case .parts: break
    case .camera(let camera): all += camera.hints
    case .slots(let slots): all += slots.days.flatMap { [$0.label] + $0.slots.map(\.accessible) }
    case .waitingRoom(let call): all += words(of: call) + call.people.map(\.status.text)
    case .call(let call): all += words(of: call) + [call.cover?.title, call.cover?.text]
    }
    if case .call = screen.view {} else { all.append(screen.title) }
    return all.compactMap { $0 }.filter { !$0.isEmpty }
}

/// What a screen reader's rotor finds.
func headings(of screen: Screen) -> [String] {
    let inside = screen.parts.compactMap { if case .heading(let text) = $0 { text } else { nil } }
    if case .call = screen.view { return inside }
    return inside + [screen.title]
}

private func words(of call: CallView) -> [String?] {
    [call.status.text, call.leftAccessible, call.line?.text] + call.people.map(\.name) + call.controls.map(\.label)
}
