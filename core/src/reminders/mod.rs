//! Reminders: planned from the bookings, handed to the platform whenever the plan is another.
//!
//! The platform is plain: it replaces what it had by the plan, shows each at its time, and says which it
//! showed. What the phone did not show because it was off, the core knows from that, and gives it late:
//! one for each call that is still ahead, none for what has passed. An establishment that is live since one
//! asked to be told is told of at once.

mod open;
mod plan;
#[cfg(test)]
mod plan_tests;
#[cfg(test)]
mod tests;
mod words;

use crate::{
    Action, Place, PlatformEffect, Reminder, booking, establishment,
    text::Text,
    update::{self, Effect, Input, Line},
};
use chrono::{DateTime, TimeDelta, Utc};
use kinline_protocol::identity::IdentityStatus;
use plan::{Known, Planned, Subject};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The longest lead, and a day: what was due before is of no use to anybody.
const OLDEST: TimeDelta = TimeDelta::days(8);

/// What is known of it.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// What outlives the app.
    pub saved: Saved,
    /// What the platform was given last, since the app started.
    given: Option<Vec<Reminder>>,
    /// What was missed before the app started has been found out.
    settled: bool,
    /// The platform has told what it showed.
    shown_told: bool,
    /// The server has told how the bookings stand.
    bookings_told: bool,
}

/// What outlives the app.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// What the platform was given and has not shown, as far as it told.
    waiting: BTreeMap<String, Waiting>,
}

/// A reminder that the platform has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Waiting {
    subject: Subject,
    at: DateTime<Utc>,
}

/// The platform tells what it showed.
pub fn act(state: &mut update::State, action: Action) -> Vec<Effect> {
    if let Action::RemindersShown(ids) = action {
        let reminders = &mut state.reminders;
        reminders.shown_told = true;
        for id in &ids {
            reminders.saved.waiting.remove(id);
        }
    }
    Vec::new()
}

/// Where a link of the platform leads that stands for a reminder: `reminder:ID`. Read from the id alone: the
/// app may have been started by it, long after the plan was made.
pub fn opened_by(link: &str) -> Option<Action> {
    let subject = plan::subject_of(link.strip_prefix("reminder:")?)?;
    Some(match subject {
        Subject::Booking(booking) => Action::Open(Place::Booking(booking)),
        Subject::Identity => Action::Open(Place::Identity),
        Subject::Establishment(id) => Action::ShowEstablishment(id),
    })
}

/// Called before every input. A reminder of a call that was called off meanwhile would be wrong, so late
/// ones wait for the server's word.
pub fn hear(state: &mut update::State, input: &Input) {
    if let Input::Booking(booking::Event::Bookings(Ok(_))) = input {
        state.reminders.bookings_told = true;
    }
}

/// Called after every input: hands the whole plan to the platform at the start, and whenever it is
/// another (a booking, the language or the time zone changed). One that was shown leaves the plan
/// by itself, and is no change.
pub fn follow(state: &mut update::State, now: DateTime<Utc>) -> Vec<Effect> {
    let text = Text::new(state.settings.language(), state.settings.zone);
    let missed = missed(state, now);
    let live = establishment::take_started(state);
    let leads = state.settings.saved.leads();
    let known = Known {
        bookings: state.booking.saved.bookings.as_deref().unwrap_or_default(),
        phone: phone(state),
        leads: &leads,
        zone: state.settings.zone,
    };
    let plan = plan::plan(&known, now);
    let waiting = plan.iter().map(|planned| {
        let subject = planned.about.subject();
        let at = planned.at;
        (planned.id(), Waiting { subject, at })
    });
    let waiting: Vec<_> = waiting.collect();
    let in_words = |planned: &Planned<'_>| words::reminder(planned, &text);
    let late = plan::late(&known, &missed, now).into_iter();
    let at_once = late.chain(plan::started(&live, now));
    let at_once: Vec<_> = at_once.map(|planned| in_words(&planned)).collect();
    let plan: Vec<_> = plan.iter().map(in_words).collect();

    let reminders = &mut state.reminders;
    reminders
        .saved
        .waiting
        .retain(|_, waiting| waiting.at <= now);
    reminders.saved.waiting.extend(waiting);
    let given = reminders.given.as_ref();
    let same = given.is_some_and(|given| given.iter().filter(|old| old.at > now).eq(&plan));
    if same && at_once.is_empty() {
        return Vec::new();
    }
    let plan: Vec<_> = at_once.into_iter().chain(plan).collect();
    reminders.given = Some(plan.clone());
    vec![Effect::Platform(PlatformEffect::SetReminders(plan))]
}

/// What should have been shown and was not, because the phone was off. Found out once in a run of the app,
/// when the platform and the server have told how things stand: from then on the phone is on, and what is
/// due is shown.
fn missed(state: &mut update::State, now: DateTime<Utc>) -> BTreeSet<Subject> {
    let line_is_down = state.line != Line::Up;
    let reminders = &mut state.reminders;
    let waiting = &mut reminders.saved.waiting;
    // What nobody asks about any more.
    waiting.retain(|_, waiting| waiting.at + OLDEST > now);
    let told = reminders.shown_told && (reminders.bookings_told || line_is_down);
    if !told {
        return BTreeSet::new();
    }
    let is_past = |waiting: &&Waiting| waiting.at <= now;
    let past = waiting.values().filter(is_past);
    let past = past.map(|waiting| waiting.subject.clone()).collect();
    waiting.retain(|_, waiting| waiting.at > now);
    match std::mem::replace(&mut reminders.settled, true) {
        false => past,
        true => BTreeSet::new(),
    }
}

fn phone(state: &update::State) -> open::Phone {
    let identity_until = match state.identity.saved.status {
        Some(IdentityStatus::Approved { valid_until, .. }) => valid_until,
        _ => None,
    };
    open::Phone {
        permissions: state.settings.permissions,
        checked_at: state.call.saved.checked_at,
        identity_until,
    }
}
