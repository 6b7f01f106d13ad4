//! Home, as people see it: one main thing to do, then the next call, then everything else.

use crate::{
    Action, Button, Part, Place, Row, Screen, ScreenName, Tone, booking, establishment, identity,
    navigation::Page,
    parts::{self, actions, notice, primary, to},
    policy, rehearsal, settings,
    text::Text,
    update::State,
};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    booking::{Booking, BookingStatus},
    people::ContactStatus,
};

/// The screen of a page.
pub fn screen(state: &State, _page: Page, text: &Text, now: DateTime<Utc>) -> Screen {
    let mut parts = Vec::new();
    let next = state.booking.next(now);
    if let Some(booking) = next {
        parts.push(next_call(state, booking, text, now));
        // While there is time to change it.
        parts.extend(settings::permissions(state, text));
    }
    let answers = booking::next_step(state, text, now);
    let (told, main) = next_step(state, text, now);
    let main = main.map(|button| match answers.is_empty() {
        true => button,
        false => parts::as_secondary(button),
    });
    parts.extend(answers);
    parts.extend(establishment::live_notice(state, text));
    parts.extend(told);
    let mut buttons: Vec<Button> = main.into_iter().collect();
    if parts.is_empty() && buttons.is_empty() {
        parts.push(parts::paragraph(text.say("home-loading")));
    }
    // Before the first call there is time to try things out.
    let over = |it: &Booking| matches!(it.status, BookingStatus::Completed { .. });
    let first = next.is_some() && !state.booking.bookings().any(over);
    buttons.extend(first.then(|| rehearsal::way_in(text)));
    buttons.extend([
        to(text.say("home-bookings"), Place::Bookings),
        to(text.say("home-people"), Place::People),
        to(text.say("establishments-title"), Place::Establishments),
        to(text.say("home-policy"), Place::Policy),
        to(text.say("home-settings"), Place::Settings),
    ]);
    parts.push(actions(buttons));
    parts::screen(state, ScreenName::Home, text, text.say("home-title"), parts)
}

fn next_call(state: &State, booking: &Booking, text: &Text, now: DateTime<Utc>) -> Part {
    let status = if booking::is_open(booking, now) {
        parts::status(Tone::Attention, text.say("home-call-open"))
    } else {
        booking::words::status(booking, text)
    };
    Part::Rows {
        label: text.say("home-next-call"),
        rows: vec![Row {
            title: booking.prisoner.as_str().to_owned(),
            detail: Some(booking::words::when_of(state, booking, text)),
            status: Some(status),
            action: Some(Action::Open(Place::Booking(booking.id))),
        }],
    }
}

/// The one thing that is next: identity, policy, person, call. Of these, the first that is missing.
fn next_step(state: &State, text: &Text, now: DateTime<Utc>) -> (Vec<Part>, Option<Button>) {
    let identity = identity::next_step(state, text, now);
    match identity {
        Some((told, Some(button))) => (vec![told], Some(button)),
        // While staff look at the identity, the policy can be read.
        waiting => {
            let told = waiting.map(|(told, _)| told);
            let (also, button) = after_identity(state, told.is_some(), text, now);
            (told.into_iter().chain(also).collect(), button)
        }
    }
}

/// What comes before people and calls: identity, then policy. Nothing once both are done.
pub fn before_people(
    state: &State,
    text: &Text,
    now: DateTime<Utc>,
) -> Option<(Part, Option<Button>)> {
    let policy = || policy_step(state, text).map(|(told, button)| (told, Some(button)));
    identity::next_step(state, text, now).or_else(policy)
}

fn policy_step(state: &State, text: &Text) -> Option<(Part, Button)> {
    policy::is_due(state).then(|| {
        let (title, told) = (text.say("home-policy-title"), text.say("home-policy-text"));
        let open = Action::Open(Place::Policy);
        let read = primary(text.say("home-policy-read"), open);
        (notice(Tone::Attention, title, told), read)
    })
}

fn after_identity(
    state: &State,
    waiting: bool,
    text: &Text,
    now: DateTime<Utc>,
) -> (Option<Part>, Option<Button>) {
    let attention = |title: String, told: String| Some(notice(Tone::Attention, title, told));
    if let Some((told, button)) = policy_step(state, text) {
        return (Some(told), Some(button));
    }
    let Some(contacts) = state.people.saved.contacts.as_ref().filter(|_| !waiting) else {
        return (None, None);
    };
    let approved = || {
        contacts
            .iter()
            .filter(|it| matches!(it.status, ContactStatus::Approved { .. }))
    };
    let requested = contacts
        .iter()
        .any(|it| matches!(it.status, ContactStatus::Requested { .. }));
    match approved().next() {
        Some(_) if state.booking.next(now).is_some() => (None, None),
        Some(contact) => {
            // With several, the person chooses.
            let action = match approved().count() {
                1 => Action::BookWith(contact.id),
                _ => Action::Open(Place::People),
            };
            let told = attention(text.say("home-book-title"), text.say("home-book-text"));
            (told, Some(primary(text.say("home-book"), action)))
        }
        None if requested => {
            let told = notice(
                Tone::Waiting,
                text.say("home-contact-title"),
                text.say("home-contact-text"),
            );
            (
                Some(told),
                Some(primary(
                    text.say("home-contact-look"),
                    Action::Open(Place::People),
                )),
            )
        }
        None => {
            let told = attention(text.say("home-person-title"), text.say("home-person-text"));
            (
                told,
                Some(primary(
                    text.say("home-person-add"),
                    Action::Open(Place::AddContact),
                )),
            )
        }
    }
}
