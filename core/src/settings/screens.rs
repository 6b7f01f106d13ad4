//! Settings, as people see them.

use crate::{
    Action, Choice, ChoiceOption, Part, Permission, Place, ReminderLead, Row, Screen, ScreenName,
    Tone, account,
    navigation::Page,
    parts::{self, heading, notice, paragraph},
    text::Text,
    update::State,
};
use chrono::{DateTime, Utc};
use kinline_protocol::identity::IdentityStatus;

/// The screen of a page.
pub fn screen(state: &State, _page: Page, text: &Text, _now: DateTime<Utc>) -> Screen {
    let mut parts = vec![account::languages(text)];
    if let Some(me) = &state.account.saved.me {
        parts.push(Part::Rows {
            label: text.say("settings-account"),
            rows: [
                row(text.say("settings-email"), me.email.as_str()),
                row(text.say("settings-visitor-number"), &me.visitor_number.0),
            ]
            .into_iter()
            .chain(identity(state, text))
            .collect(),
        });
    }
    parts.extend(reminders(state, text));
    parts.extend([
        heading(text.say("settings-phone")),
        paragraph(text.say("settings-phone-text")),
        paragraph(text.say_with(
            "settings-time-zone",
            &[("zone", state.settings.zone.name().into())],
        )),
    ]);
    parts::screen(
        state,
        ScreenName::Settings,
        text,
        text.say("settings-title"),
        parts,
    )
}

fn row(title: String, detail: &str) -> Row {
    Row {
        title,
        detail: Some(detail.to_owned()),
        status: None,
        action: None,
    }
}

/// Until when the proof of one's identity is valid.
fn identity(state: &State, text: &Text) -> Option<Row> {
    let Some(IdentityStatus::Approved {
        valid_until: Some(until),
        ..
    }) = state.identity.saved.status
    else {
        return None;
    };
    let day = text.date(until.with_timezone(&text.zone()).date_naive());
    let valid = text.say_with("settings-identity-until", &[("day", day.into())]);
    Some(Row {
        action: Some(Action::Open(Place::Identity)),
        ..row(text.say("settings-identity"), &valid)
    })
}

fn reminders(state: &State, text: &Text) -> Vec<Part> {
    let wanted = state.settings.saved.leads();
    let options = ReminderLead::ALL.map(|lead| {
        let selected = wanted.contains(&lead);
        ChoiceOption {
            value: word(lead).to_owned(),
            label: text.say_of("settings-reminder", &lead),
            hint: None,
            selected,
            action: Some(Action::SetReminder {
                lead,
                on: !selected,
            }),
        }
    });
    let choice = Part::Choice(Choice {
        id: "reminders".to_owned(),
        label: text.say("settings-reminders-when"),
        hint: Some(text.say("settings-reminders-hint")),
        several: true,
        options: options.into(),
        error: None,
    });
    let mut parts = vec![heading(text.say("settings-reminders")), choice];
    if wanted.is_empty() {
        parts.push(notice(
            Tone::Attention,
            text.say("settings-reminders-none-title"),
            text.say("settings-reminders-none"),
        ));
    }
    parts.extend(permissions(state, text));
    parts
}

fn word(lead: ReminderLead) -> &'static str {
    match lead {
        ReminderLead::Week => "week",
        ReminderLead::Day => "day",
        ReminderLead::Hour => "hour",
        ReminderLead::TenMinutes => "ten_minutes",
    }
}

/// What the phone does not let the app do, and where that is changed.
pub fn permissions(state: &State, text: &Text) -> Vec<Part> {
    let Some(known) = state.settings.permissions else {
        return Vec::new();
    };
    let mut sentences = Vec::new();
    if known.notifications == Permission::Denied {
        sentences.push(text.say("settings-denied-notifications"));
    }
    if known.camera == Permission::Denied {
        sentences.push(text.say("settings-denied-camera"));
    }
    if known.microphone == Permission::Denied {
        sentences.push(text.say("settings-denied-microphone"));
    }
    if sentences.is_empty() {
        return Vec::new();
    }
    let told = sentences.join("\n");
    let open = Action::OpenPhoneSettings;
    vec![
        notice(Tone::Attention, text.say("settings-denied-title"), told),
        parts::actions(vec![parts::primary(text.say("settings-denied-open"), open)]),
    ]
}
