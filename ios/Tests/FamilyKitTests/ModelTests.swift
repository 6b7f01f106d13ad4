import FamilyKit
import Testing

/// What the app keeps of screens: drafts, the way back, what is said aloud.
@MainActor
@Suite struct ModelTests {
    @Test func whatIsTypedGoesWithTheForm() {
        let drafts = Drafts()
        let screen = form(email: "from the core")
        #expect(drafts.keep(screen) == nil, "nothing was touched")
        let submit = Action.submit(form: .register, values: [])
        let before = [FieldValue(field: "email", value: "from the core"), FieldValue(field: "how", value: "b")]
        #expect(drafts.complete(submit, on: screen) == .submit(form: .register, values: before))
        drafts.type("email", "typed")
        drafts.type("how", "a")
        let after = [FieldValue(field: "email", value: "typed"), FieldValue(field: "how", value: "a")]
        #expect(drafts.complete(submit, on: screen) == .submit(form: .register, values: after))
        #expect(drafts.keep(screen) == .keepDraft(form: .register, values: after))
        #expect(drafts.complete(.back, on: screen) == .back)
    }

    @Test func theWayBackIsWhatWasSeen() {
        var trail = Trail(screen(.home))
        trail.show(screen(.people, back: true))
        trail.show(screen(.addContact, back: true))
        #expect(trail.path == [.people, .addContact])
        trail.show(screen(.people, back: true, title: "changed"))
        #expect(trail.path == [.people])
        #expect(trail.screen(named: .people)?.title == "changed")
        #expect(trail.leave(to: []) == 1)
        #expect(trail.path == [])
        trail.show(screen(.call))
        #expect(trail.screens.map(\.name) == [.call], "a call leads nowhere back")
    }

    @Test func onlyWhatIsNewIsSaid() {
        let quiet = notice("nothing", .off)
        let first = screen(.home, parts: [quiet, notice("waiting", .polite)])
        #expect(first.announcements(after: nil) == [Announcement(text: "title. waiting", atOnce: false)])
        #expect(first.announcements(after: first) == [])
        let second = screen(.home, parts: [notice("waiting", .polite), notice("stop", .assertive)])
        #expect(second.announcements(after: first) == [Announcement(text: "title. stop", atOnce: true)])
        #expect(second.announcements(after: screen(.people)).count == 2, "another screen is said whole")
    }

    @Test func whatIsWrongIsSaidOnce() {
        let summary = notice("no address", .assertive, tone: .problem)
        let wrong = screen(.register, parts: [summary] + form(email: "", error: "no address").parts)
        #expect(wrong.announcements(after: form(email: "")) == [Announcement(text: "title. no address", atOnce: true)])
    }

    @Test func whyACallStandsStillIsSaidOnce() {
        let live = call(status: "live", cover: nil)
        let paused = call(status: "paused", cover: Cover(title: "paused", text: "wait"))
        #expect(paused.announcements(after: live) == [Announcement(text: "paused. wait", atOnce: true)])
        #expect(live.announcements(after: paused) == [Announcement(text: "live", atOnce: false)])
    }

    @Test func theHandFeelsWhatIsDoneAndWhatIsWrong() {
        let plain = form(email: "")
        let wrong = form(email: "", error: "no address")
        #expect(wrong.touch(after: plain) == .error)
        #expect(wrong.wrong == 0)
        #expect(plain.touch(after: wrong) == nil)
        let good = screen(.home, parts: [notice("booked", .polite, tone: .good)])
        #expect(good.touch(after: plain) == .success)
        #expect(good.touch(after: good) == nil)
    }
}

private func screen(_ name: ScreenName, back: Bool = false, title: String = "title", parts: [Part] = []) -> Screen {
    Screen(name: name, language: .english, title: title, canGoBack: back, parts: parts, view: .parts)
}

private func notice(_ text: String, _ live: Live, tone: Tone = .waiting) -> Part {
    .notice(tone: tone, title: "title", text: text, live: live)
}

private func call(status: String, cover: Cover?) -> Screen {
    let call = CallView(
        status: Status(tone: .good, text: status), leftMs: 0, running: cover == nil, leftAccessible: "", cover: cover, people: [],
        microphone: true, camera: true, line: nil, controls: [])
    return Screen(name: .call, language: .english, title: "call", canGoBack: false, parts: [], view: .call(call))
}

private func form(email: String, error: String? = nil) -> Screen {
    let options = ["a", "b"].map { ChoiceOption(value: $0, label: $0, hint: nil, selected: $0 == "b", action: nil) }
    let button = ScreenButton(label: "go", action: .submit(form: .register, values: []), style: .primary, enabled: true)
    return screen(
        .register,
        parts: [
            .field(Field(id: "email", label: "e-mail", hint: nil, kind: .email, value: email, error: error)),
            .choice(Choice(id: "how", label: "how", hint: nil, several: false, options: options, error: nil)),
            .actions(actions: [button]),
        ])
}
