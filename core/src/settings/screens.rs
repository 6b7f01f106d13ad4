//! Settings, as people see them.

use crate::{
    Part, Row, Screen, ScreenName, account,
    navigation::Page,
    parts::{self, heading, paragraph},
    text::Text,
    update::State,
};
use chrono::{DateTime, Utc};

/// The screen of a page.
pub fn screen(state: &State, _page: Page, text: &Text, _now: DateTime<Utc>) -> Screen {
    let mut parts = vec![account::languages(text)];
    if let Some(me) = &state.account.saved.me {
        let row = |title: String, detail: &str| Row {
            title,
            detail: Some(detail.to_owned()),
            status: None,
            action: None,
        };
        parts.push(Part::Rows {
            label: text.say("settings-account"),
            rows: vec![
                row(text.say("settings-email"), me.email.as_str()),
                row(text.say("settings-visitor-number"), &me.visitor_number.0),
            ],
        });
    }
    parts.extend([
        heading(text.say("settings-reminders")),
        paragraph(text.say("settings-reminders-text")),
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
