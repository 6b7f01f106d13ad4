//! Slots, holds, bookings.

mod answering;
mod cancel;
mod choosing;
mod days;
#[cfg(test)]
pub mod fixtures;
#[cfg(test)]
mod journeys;
mod list;
mod next;
mod one;
mod planner;
#[cfg(test)]
mod tests;
mod waiting;
pub mod words;

pub use next::next_step;

use crate::{
    Action, Form, Screen,
    api::{ApiError, Request},
    form::Check,
    navigation::Page,
    text::Text,
    update::{self, Effect, Input, Timer},
};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    BookingId, ContactId, List,
    booking::{Booking, BookingRules, BookingStatus, Hold, Slots},
    call::CallState,
    routes,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is known of it.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// What outlives the app.
    pub saved: Saved,
    /// What can be booked, and for whom it was asked.
    pub slots: Option<(ContactId, Slots)>,
    /// What went wrong last, until something is tried again.
    pub failure: Option<ApiError>,
    /// What was not even sent, because it cannot be; until something is tried again.
    pub refused: Option<choosing::Refused>,
    /// How the form of the waiting list stands.
    pub waiting_form: Check,
    /// Somebody wanted to join this call too early; when its waiting room opens.
    pub early: Option<(BookingId, DateTime<Utc>)>,
    /// The open page is of this booking, and the server knows none such (an old reminder).
    pub missing: Option<BookingId>,
}

/// What outlives the app.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// Every booking, latest start first; unknown until the server told.
    pub bookings: Option<Vec<Booking>>,
    /// The booking that is being made.
    pub making: Option<choosing::Making>,
    /// The waiting list.
    pub waiting: waiting::Saved,
    /// Milliseconds that pauses took and that were given back, of calls that are over.
    pub returned_ms: BTreeMap<BookingId, u64>,
    /// What is said to bookings, again until there is an answer.
    outgoing: BTreeMap<BookingId, answering::Outgoing>,
}

/// What can come back from outside.
#[derive(Debug, Clone)]
pub enum Event {
    /// Every booking.
    Bookings(Result<List<Booking>, ApiError>),
    /// What can be booked for a contact.
    Slots(ContactId, Result<Slots, ApiError>),
    /// A slot is held, or not.
    Held(Result<Hold, ApiError>),
    /// A hold was given back, or had run out by itself.
    Released,
    /// A call was asked for, moved, or answered with chosen times.
    Asked(Result<Booking, ApiError>),
    /// A booking was given up, or an offer answered, or not.
    Answered(BookingId, Result<Booking, ApiError>),
    /// About the waiting list.
    Waiting(waiting::Answer),
    /// How the call of a booking went.
    History(BookingId, Result<CallState, ApiError>),
}

impl State {
    /// A booking.
    pub fn booking(&self, id: BookingId) -> Option<&Booking> {
        self.bookings().find(|booking| booking.id == id)
    }

    /// Every booking that is known, latest start first.
    pub fn bookings(&self) -> impl DoubleEndedIterator<Item = &Booking> {
        self.saved.bookings.iter().flatten()
    }

    /// The call that comes next, booked or asked for.
    pub fn next(&self, now: DateTime<Utc>) -> Option<&Booking> {
        let coming = self.bookings().filter(|booking| is_coming(booking, now));
        coming.min_by_key(|booking| booking.starts_at)
    }

    /// What the establishment asks of the booking that is being made, as far as it told.
    pub fn rules(&self) -> Option<&BookingRules> {
        let (whose, slots) = self.slots.as_ref()?;
        let making = self.saved.making.as_ref()?;
        slots.rules.as_ref().filter(|_| *whose == making.contact)
    }

    /// Whether something that the family said to a booking is on its way.
    pub fn is_sending(&self, id: BookingId) -> bool {
        self.saved.outgoing.contains_key(&id)
    }

    fn put(&mut self, booking: Booking) {
        let bookings = self.saved.bookings.get_or_insert_default();
        bookings.retain(|known| known.id != booking.id);
        bookings.push(booking);
        bookings.sort_by_key(|known| std::cmp::Reverse(known.starts_at));
    }
}

/// Whether it may still take place, or does. Given-back time can take it past its end, so only the
/// server's word ends a booked one; a day is the longest that it can be late to say so.
pub fn is_coming(booking: &Booking, now: DateTime<Utc>) -> bool {
    match booking.status {
        BookingStatus::Requested { .. }
        | BookingStatus::Asked { .. }
        | BookingStatus::Offered { instead: false, .. } => now < booking.starts_at,
        _ => is_booked(booking) && now < booking.ends_at + chrono::TimeDelta::days(1),
    }
}

/// Whether it is booked: also while the family is asked whether it can be moved.
pub fn is_booked(booking: &Booking) -> bool {
    matches!(
        booking.status,
        BookingStatus::Booked | BookingStatus::Offered { instead: true, .. }
    )
}

/// Whether one can go into its waiting room.
pub fn is_open(booking: &Booking, now: DateTime<Utc>) -> bool {
    is_booked(booking) && is_coming(booking, now) && now >= booking.opens_at
}

/// A person did something.
pub fn act(state: &mut update::State, action: Action, now: DateTime<Utc>) -> Vec<Effect> {
    if !matches!(action, Action::KeepDraft { .. }) {
        state.booking.failure = None;
        state.booking.refused = None;
    }
    match action {
        Action::Submit { form, values } => match form {
            Form::CancelBooking => cancel::submit(state, &values, now),
            Form::ChangeBooking => choosing::request(state, cancel::read_reason(&values), now),
            _ => waiting::act(state, Action::Submit { form, values }, now),
        },
        Action::KeepDraft {
            form: Form::Waiting,
            ..
        }
        | Action::TakeOffer(_)
        | Action::DeclineOffer(_)
        | Action::StopWaiting(_) => waiting::act(state, action, now),
        Action::CancelBooking(id) => state.open(Page::CancelBooking(id), now),
        action => choosing::act(state, action, now),
    }
}

/// Something came back.
pub fn update(state: &mut update::State, event: Event, now: DateTime<Utc>) -> Vec<Effect> {
    let booking = &mut state.booking;
    match event {
        Event::Bookings(Ok(list)) => {
            booking.saved.bookings = Some(list.items);
            booking.missing = match state.navigation.page() {
                Page::Booking(id) if booking.booking(id).is_none() => Some(id),
                _ => None,
            };
            Vec::new()
        }
        Event::Slots(contact, Ok(slots)) => {
            booking.slots = Some((contact, slots));
            Vec::new()
        }
        Event::Slots(contact, Err(error)) => {
            choosing::no_slots(booking, contact, error);
            Vec::new()
        }
        Event::Held(answer) => choosing::held(state, answer, now),
        Event::Asked(answer) => choosing::asked(state, answer, now),
        Event::Answered(id, answer) => {
            answering::answered(booking, id, answer);
            Vec::new()
        }
        Event::Waiting(answer) => waiting::update(booking, answer),
        Event::History(id, Ok(call)) => {
            booking.saved.returned_ms.insert(id, call.returned_ms);
            Vec::new()
        }
        Event::Released | Event::Bookings(Err(_)) | Event::History(_, Err(_)) => Vec::new(),
    }
}

/// Asks what is new on a page.
pub fn refresh(state: &mut update::State, page: Page, now: DateTime<Utc>) -> Vec<Effect> {
    let mut effects = match page {
        Page::Slots(contact) => choosing::refresh(state, contact),
        Page::Planner(contact) => vec![choosing::ask_slots(&state.booking, contact)],
        Page::ConfirmBooking => Vec::new(),
        Page::WaitingList(_) => vec![waiting::ask_places()],
        Page::Booking(id) => {
            let mut effects = vec![ask_bookings()];
            effects.extend(ask_history(&state.booking, id));
            effects
        }
        _ => vec![ask_bookings(), waiting::ask_places()],
    };
    effects.extend(choosing::keep_time(&state.booking, now));
    effects
}

/// The free times are left.
pub fn left(state: &mut update::State, _now: DateTime<Utc>) -> Vec<Effect> {
    choosing::left(state)
}

/// The screen of a page.
pub fn screen(state: &update::State, page: Page, text: &Text, now: DateTime<Utc>) -> Screen {
    match page {
        Page::Slots(contact) => choosing::slots::screen(state, contact, text, now),
        Page::ConfirmBooking => choosing::confirm::screen(state, text, now),
        Page::Planner(contact) => planner::screen::screen(state, contact, text),
        Page::WaitingList(contact) => waiting::screen::screen(state, contact, text, now),
        Page::Booking(id) => one::screen(state, id, text, now),
        Page::CancelBooking(id) => cancel::screen(state, id, text),
        _ => list::screen(state, text, now),
    }
}

/// Repeats what was cut off.
pub fn go_on(state: &mut update::State, _now: DateTime<Utc>) -> Vec<Effect> {
    let mut effects: Vec<_> = answering::go_on(&state.booking).collect();
    effects.extend(choosing::go_on(&state.booking));
    effects.extend(waiting::go_on(&mut state.booking));
    // Reminders are planned from the bookings, whatever page is open.
    effects.push(ask_bookings());
    effects
}

/// A timer of this feature woke up.
pub fn woken(state: &mut update::State, _timer: Timer, now: DateTime<Utc>) -> Vec<Effect> {
    choosing::keep_time(&state.booking, now)
}

/// Asks for every booking.
pub fn ask_bookings() -> Effect {
    Request::get(routes::BOOKINGS).answer(|answer| Input::Booking(Event::Bookings(answer)))
}

fn ask_history(state: &State, id: BookingId) -> Option<Effect> {
    let booking = state.booking(id)?;
    let over = matches!(booking.status, BookingStatus::Completed { .. });
    let unknown = !state.saved.returned_ms.contains_key(&id);
    (over && unknown).then(|| {
        Request::get(routes::call(booking.call))
            .answer(move |answer| Input::Booking(Event::History(id, answer)))
    })
}
