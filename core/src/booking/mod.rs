//! Slots, holds, bookings.

mod calendar;
mod choosing;
mod days;
#[cfg(test)]
pub mod fixtures;
mod list;
mod one;
#[cfg(test)]
mod tests;
pub mod words;

pub use choosing::Making;

use crate::{
    Action, PlatformEffect, Screen,
    api::{ApiError, Request},
    navigation::Page,
    text::Text,
    update::{self, Effect, Input, Timer},
};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    BookingId, ContactId, List,
    booking::{Booking, BookingStatus, Hold, Slots},
    call::CallState,
    routes,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of it.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// What outlives the app.
    pub saved: Saved,
    /// What can be booked, and for whom it was asked.
    pub slots: Option<(ContactId, Slots)>,
    /// What went wrong last, until something is tried again.
    pub failure: Option<ApiError>,
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
    pub making: Option<Making>,
    /// Milliseconds that pauses took and that were given back, of calls that are over.
    pub returned_ms: BTreeMap<BookingId, u64>,
    /// On their way out: asked again until there is an answer.
    cancelling: BTreeSet<BookingId>,
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
    /// A call was asked for.
    Asked(Result<Booking, ApiError>),
    /// A booking was cancelled or a request withdrawn, or not.
    Cancelled(BookingId, Result<Booking, ApiError>),
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
        BookingStatus::Requested { .. } => now < booking.starts_at,
        BookingStatus::Booked => now < booking.ends_at + chrono::TimeDelta::days(1),
        _ => false,
    }
}

/// Whether one can go into its waiting room.
pub fn is_open(booking: &Booking, now: DateTime<Utc>) -> bool {
    booking.status == BookingStatus::Booked && is_coming(booking, now) && now >= booking.opens_at
}

/// A person did something.
pub fn act(state: &mut update::State, action: Action, now: DateTime<Utc>) -> Vec<Effect> {
    state.booking.failure = None;
    match action {
        Action::BookWith(_)
        | Action::ChooseSlot(_)
        | Action::ReleaseSlot
        | Action::SetCompanion { .. }
        | Action::RequestBooking => choosing::act(state, action, now),
        Action::CancelBooking(id) => {
            state.booking.saved.cancelling.insert(id);
            vec![cancel(id)]
        }
        Action::ShareCalendar(id) => share_calendar(state, id, now),
        _ => Vec::new(),
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
        Event::Slots(contact, Err(error)) => choosing::no_slots(booking, contact, error),
        Event::Held(answer) => choosing::held(state, answer, now),
        Event::Asked(answer) => choosing::asked(state, answer, now),
        Event::Cancelled(id, answer) => {
            cancelled(booking, id, answer);
            Vec::new()
        }
        Event::History(id, Ok(call)) => {
            booking.saved.returned_ms.insert(id, call.returned_ms);
            Vec::new()
        }
        Event::Released | Event::Bookings(Err(_)) | Event::History(_, Err(_)) => Vec::new(),
    }
}

/// Asks what is new on a page.
pub fn refresh(state: &mut update::State, page: Page, now: DateTime<Utc>) -> Vec<Effect> {
    match page {
        Page::Slots(contact) => choosing::refresh(state, contact, now),
        Page::ConfirmBooking => choosing::keep_time(state, now),
        Page::Booking(id) => {
            let mut effects = vec![ask_bookings()];
            effects.extend(ask_history(&state.booking, id));
            effects
        }
        _ => vec![ask_bookings()],
    }
}

/// The screen of a page.
pub fn screen(state: &update::State, page: Page, text: &Text, now: DateTime<Utc>) -> Screen {
    match page {
        Page::Slots(contact) => choosing::slots::screen(state, contact, text),
        Page::ConfirmBooking => choosing::confirm::screen(state, text, now),
        Page::Booking(id) => one::screen(state, id, text, now),
        _ => list::screen(state, text, now),
    }
}

/// Repeats what was cut off.
pub fn go_on(state: &mut update::State, _now: DateTime<Utc>) -> Vec<Effect> {
    let mut effects: Vec<_> = state
        .booking
        .saved
        .cancelling
        .iter()
        .copied()
        .map(cancel)
        .collect();
    effects.extend(choosing::go_on(&state.booking));
    // Reminders are planned from the bookings, whatever page is open.
    effects.push(ask_bookings());
    effects
}

/// A timer of this feature woke up.
pub fn woken(state: &mut update::State, _timer: Timer, now: DateTime<Utc>) -> Vec<Effect> {
    choosing::keep_time(state, now)
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

fn cancel(id: BookingId) -> Effect {
    Request::post_empty(routes::booking_cancellation(id))
        .answer(move |answer| Input::Booking(Event::Cancelled(id, answer)))
}

fn cancelled(state: &mut State, id: BookingId, answer: Result<Booking, ApiError>) {
    match answer {
        Ok(booking) => {
            state.saved.cancelling.remove(&id);
            state.put(booking);
        }
        Err(error) => {
            if !error.passes() {
                state.saved.cancelling.remove(&id);
            }
            state.failure = Some(error);
        }
    }
}

fn share_calendar(state: &update::State, id: BookingId, now: DateTime<Utc>) -> Vec<Effect> {
    let Some(booking) = state.booking.booking(id) else {
        return Vec::new();
    };
    let words = words::calendar(state, booking);
    vec![Effect::Platform(PlatformEffect::ShareFile {
        name: calendar::file_name(booking),
        media_type: calendar::MEDIA_TYPE.to_owned(),
        bytes: calendar::file(booking, &words, now),
    })]
}
