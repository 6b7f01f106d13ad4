//! Reminders: planned from the bookings, handed to the platform when they change.

mod plan;
#[cfg(test)]
mod tests;

use crate::{
    Action, Place, PlatformEffect, Reminder,
    booking::words,
    text::Text,
    update::{self, Effect},
};
use chrono::{DateTime, Utc};
use plan::{Lead, Planned};
use serde::{Deserialize, Serialize};

/// What is known of it.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// What outlives the app.
    pub saved: Saved,
    /// What the platform was given last, since the app started.
    given: Option<Vec<Reminder>>,
}

/// What outlives the app: nothing, the platform keeps the reminders, and each start gives all anew.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {}

/// Called after every input: hands the whole plan to the platform at the start, and whenever it is
/// another (a booking, the language or the time zone changed). One that was shown leaves the plan
/// by itself, and is no change.
pub fn follow(state: &mut update::State, now: DateTime<Utc>) -> Vec<Effect> {
    let text = Text::new(state.settings.language(), state.settings.zone);
    let bookings = state.booking.saved.bookings.as_deref().unwrap_or_default();
    let plan: Vec<Reminder> = plan::plan(bookings, now)
        .iter()
        .map(|planned| reminder(planned, &text))
        .collect();
    let given = state.reminders.given.as_ref();
    let same = given.is_some_and(|given| given.iter().filter(|old| old.at > now).eq(&plan));
    if same {
        return Vec::new();
    }
    state.reminders.given = Some(plan.clone());
    vec![Effect::Platform(PlatformEffect::SetReminders(plan))]
}

/// The last one leads straight to the check of camera and microphone.
fn reminder(planned: &Planned<'_>, text: &Text) -> Reminder {
    let id = planned.booking.id;
    Reminder {
        id: planned.id(),
        at: planned.at,
        title: text.say_of("reminder-title", &planned.lead),
        text: text.say_of_with(
            "reminder-text",
            &planned.lead,
            &[("when", words::discreet(planned.booking, text).into())],
        ),
        action: match planned.lead {
            Lead::TenMinutes => Action::StartDeviceCheck(id),
            _ => Action::Open(Place::Booking(id)),
        },
    }
}
