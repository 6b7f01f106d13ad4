//! Registering, as people see it.

use super::{Pending, State as Account};
use crate::{
    Action, Choice, ChoiceOption, FieldKind, Form, Part, Place, Screen, ScreenName, Tone, error,
    form,
    navigation::Page,
    parts::{self, actions, link, notice, paragraph, primary, submit},
    people,
    text::Text,
    update::State,
};
use chrono::{DateTime, Utc};
use kinline_protocol::{ErrorCode, Language};

/// The screen of a page.
pub fn screen(state: &State, page: Page, text: &Text, now: DateTime<Utc>) -> Screen {
    match (page, &state.account.saved.registration) {
        (Page::EnterCode, Some(pending)) => enter_code(state, pending, text, now),
        (Page::Welcome, _) => welcome(state, text),
        _ => register(state, text),
    }
}

/// The choice of a language, acting at once. Each language is named in itself.
pub fn languages(text: &Text) -> Part {
    let option = |language: Language, label: String| ChoiceOption {
        value: language.code().to_owned(),
        label,
        hint: None,
        selected: language == text.language(),
        action: Some(Action::SetLanguage(language)),
    };
    Part::Choice(Choice {
        id: "language".into(),
        label: text.say("language"),
        hint: None,
        several: false,
        options: vec![
            option(Language::English, text.say("language-english")),
            option(Language::Welsh, text.say("language-welsh")),
        ],
        error: None,
    })
}

fn welcome(state: &State, text: &Text) -> Screen {
    let mut parts = Vec::new();
    if state.account.saved.signed_out {
        let (title, told) = (text.say("signed-out-title"), text.say("signed-out"));
        parts.push(notice(Tone::Attention, title, told));
    }
    parts.extend(people::invited_notice(&state.people, text));
    parts.extend([
        paragraph(text.say("welcome-what")),
        paragraph(text.say("welcome-need")),
        languages(text),
        actions(vec![primary(
            text.say("welcome-start"),
            Action::Open(Place::Home),
        )]),
    ]);
    parts::screen(
        state,
        ScreenName::Welcome,
        text,
        text.say("welcome-title"),
        parts,
    )
}

fn register(state: &State, text: &Text) -> Screen {
    let Account {
        register, saved, ..
    } = &state.account;
    let (label, hint) = (
        text.say("register-email"),
        Some(text.say("register-email-hint")),
    );
    let mut parts: Vec<Part> = error::summary(register, text).into_iter().collect();
    parts.extend(people::invited_notice(&state.people, text));
    parts.extend([
        Part::Field(form::field(
            "email",
            FieldKind::Email,
            label,
            hint,
            &saved.draft,
            register,
            text,
        )),
        actions(vec![submit(
            text.say("register-submit"),
            Form::Register,
            register.sending,
        )]),
    ]);
    parts::screen(
        state,
        ScreenName::Register,
        text,
        text.say("register-title"),
        parts,
    )
}

fn enter_code(state: &State, pending: &Pending, text: &Text, now: DateTime<Utc>) -> Screen {
    let Account {
        code,
        register,
        saved,
        ..
    } = &state.account;
    let mut parts: Vec<Part> = error::summary(code, text).into_iter().collect();
    parts.extend(error::summary(register, text));
    let useless = is_useless(code.failure.as_ref().and_then(|it| it.code()), pending, now);
    if useless && !code.is_wrong() {
        parts.push(error::problem(
            error::sentence_for(ErrorCode::CodeExpired, None, text),
            text,
        ));
    }
    if state.account.sent_again && !useless && !code.is_wrong() {
        let told = text.say("code-sent-again");
        parts.push(notice(Tone::Good, text.say("code-sent-again-title"), told));
    }
    if !useless {
        let email = pending.email.as_str().into();
        parts.push(paragraph(text.say_with("code-sent", &[("email", email)])));
    }

    let again = submit(text.say("code-again"), Form::Register, register.sending);
    let other = link(text.say("code-other-address"), Action::Back);
    if useless {
        parts.push(actions(vec![again, other]));
    } else {
        let (label, hint) = (text.say("code-field"), Some(text.say("code-hint")));
        let field = form::field(
            "code",
            FieldKind::Code,
            label,
            hint,
            &saved.draft,
            code,
            text,
        );
        let confirm = submit(text.say("code-submit"), Form::Code, code.sending);
        let again = parts::as_link(again);
        parts.extend([Part::Field(field), actions(vec![confirm, again, other])]);
    }
    parts::screen(
        state,
        ScreenName::EnterCode,
        text,
        text.say("code-title"),
        parts,
    )
}

/// Whether no code can help any more but a new one.
fn is_useless(refused: Option<ErrorCode>, pending: &Pending, now: DateTime<Utc>) -> bool {
    let dead = [
        ErrorCode::CodeExpired,
        ErrorCode::CodeExhausted,
        ErrorCode::NotFound,
    ];
    pending.expires_at <= now || refused.is_some_and(|code| dead.contains(&code))
}
