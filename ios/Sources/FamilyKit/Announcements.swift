/// What a screen reader says by itself because it changed.
public struct Announcement: Equatable, Sendable {
    /// The words.
    public let text: String
    /// Said at once, rather than when the person pauses.
    public let atOnce: Bool

    /// Something to say.
    public init(text: String, atOnce: Bool) {
        self.text = text
        self.atOnce = atOnce
    }
}

extension Screen {
    /// What is to be said after another screen was shown: every live word that did not stand there before.
    public func announcements(after before: Screen?) -> [Announcement] {
        let same = before?.name == name
        let told = Set(same ? (before?.live ?? []).map(\.text) : [])
        return live.filter { !told.contains($0.text) }
    }

    private var live: [Announcement] {
        let ofParts = parts.flatMap { part -> [Announcement] in
            switch part {
            case .notice(_, let title, let text, let live): said("\(title). \(text)", live)
            case .progress(let label, _, _): said(label, .polite)
            case .countdown(_, let text, _): said(text, .polite)
            // What is wrong with a form is said whole by the notice above it, and again by each part when one gets there.
            case .heading, .text, .field, .choice, .rows, .photo, .picture, .ownPhoto, .actions: []
            }
        }
        return ofParts + ofView
    }

    private var ofView: [Announcement] {
        switch view {
        case .waitingRoom(let call), .call(let call):
            // What covers the pictures tells the state too.
            (call.cover.map { said("\($0.title). \($0.text)", .assertive) } ?? said(call.status.text, .polite))
                + said(call.line?.text, .polite)
                + call.people.flatMap { said("\($0.name): \($0.status.text)", .polite) }
        case .parts, .camera, .slots: []
        }
    }
}

private func said(_ text: String?, _ live: Live) -> [Announcement] {
    guard let text else { return [] }
    return switch live {
    case .off: []
    case .polite: [Announcement(text: text, atOnce: false)]
    case .assertive: [Announcement(text: text, atOnce: true)]
    }
}

/// What a hand feels when the screen changes.
public enum Touch: Sendable {
    /// Something is done.
    case success
    /// Something is wrong.
    case error
}

extension Screen {
    /// What is felt after another screen was shown.
    public func touch(after before: Screen?) -> Touch? {
        if wrong != nil, before?.parts != parts { return .error }
        let good = parts.filter(\.isGood)
        return good.isEmpty || before?.parts.filter(\.isGood) == good ? nil : .success
    }

    /// The place of the first part that says that it is wrong.
    public var wrong: Int? {
        parts.firstIndex { part in
            switch part {
            case .field(let field): field.error != nil
            case .choice(let choice): choice.error != nil
            case .photo(let photo): photo.error != nil
            case .heading, .text, .notice, .rows, .picture, .ownPhoto, .progress, .countdown, .actions: false
            }
        }
    }
}

extension Part {
    fileprivate var isGood: Bool {
        if case .notice(.good, _, _, _) = self { true } else { false }
    }
}
