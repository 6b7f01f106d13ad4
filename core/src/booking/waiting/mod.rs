//! The waiting list: a time that is given back is offered to one family at a time, for a while.
//!
//! ```text
//!  form ──▶ on the list ──offer──▶ TakeOffer ──▶ confirm (as any held time)
//!   ▲            │  ▲                  DeclineOffer, time over
//!   └─StopWaiting┘  └──────────────────────────┘
//! ```

pub mod screen;

use super::{
    Event, State,
    choosing::{self, Making, Purpose},
};
use crate::{
    Action, FieldValue,
    api::{ApiError, Request},
    form::{Check, Draft},
    navigation::Page,
    update::{self, Effect, Input},
};
use chrono::{DateTime, NaiveDate, Utc};
use kinline_protocol::{
    ContactId, ErrorCode, List, WaitingId,
    booking::Hold,
    routes,
    waiting::{Day, NewWaiting, Waiting},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What outlives the app.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// Every place on the list.
    pub places: Vec<Waiting>,
    /// What was typed into the form.
    pub draft: Draft,
    /// What was asked for, and is not answered.
    joining: Option<NewWaiting>,
    /// Places that are being left.
    leaving: BTreeSet<WaitingId>,
}

/// What can come back from outside.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Every place on the list.
    Places(Result<List<Waiting>, ApiError>),
    /// A place, or why not.
    Joined(Result<Waiting, ApiError>),
    /// A place was left, or not.
    Left(WaitingId, Result<(), ApiError>),
    /// An offer was given back, or had run out by itself.
    Declined,
}

/// A person did something.
pub fn act(state: &mut update::State, action: Action, now: DateTime<Utc>) -> Vec<Effect> {
    match action {
        Action::Submit { values, .. } => join(state, values, now),
        Action::KeepDraft { values, .. } => {
            state.booking.saved.waiting.draft.fill(values);
            Vec::new()
        }
        Action::TakeOffer(id) => take(state, id, now),
        Action::DeclineOffer(id) => decline(&mut state.booking, id),
        Action::StopWaiting(id) => {
            state.booking.saved.waiting.leaving.insert(id);
            vec![leave(id)]
        }
        _ => Vec::new(),
    }
}

/// Something came back.
pub fn update(state: &mut State, answer: Answer) -> Vec<Effect> {
    let waiting = &mut state.saved.waiting;
    match answer {
        Answer::Places(Ok(list)) => waiting.places = list.items,
        Answer::Places(Err(_)) => {}
        Answer::Joined(Ok(place)) => {
            waiting.joining = None;
            waiting.draft.clear();
            state.waiting_form.restart();
            let contact = place.wish.contact;
            waiting.places.retain(|known| known.wish.contact != contact);
            waiting.places.push(place);
        }
        Answer::Joined(Err(error)) => {
            if !error.passes() {
                waiting.joining = None;
            }
            state.waiting_form.refused(error);
        }
        Answer::Left(id, Err(error)) if error.code() != Some(ErrorCode::NotFound) => {
            if !error.passes() {
                waiting.leaving.remove(&id);
            }
            state.failure = Some(error);
        }
        Answer::Left(id, _) => {
            waiting.leaving.remove(&id);
            waiting.places.retain(|known| known.id != id);
        }
        Answer::Declined => return vec![ask_places()],
    }
    Vec::new()
}

/// Repeats what was cut off.
pub fn go_on(state: &mut State) -> Vec<Effect> {
    let waiting = &state.saved.waiting;
    let mut effects: Vec<Effect> = waiting.leaving.iter().copied().map(leave).collect();
    if let Some(wish) = &waiting.joining {
        state.waiting_form.sending = true;
        effects.push(send(wish));
    }
    effects
}

/// Asks for every place.
pub fn ask_places() -> Effect {
    Request::get(routes::WAITING).answer(|answer| tell(Answer::Places(answer)))
}

/// The place on the list for calls with a person.
pub fn place(state: &State, contact: ContactId) -> Option<&Waiting> {
    let waiting = &state.saved.waiting;
    let mut places = waiting.places.iter();
    places.find(|place| place.wish.contact == contact && !waiting.leaving.contains(&place.id))
}

/// What is offered, whether or not it has run out by now.
pub fn offers(state: &State) -> impl Iterator<Item = &Hold> {
    let places = state.saved.waiting.places.iter();
    places.filter_map(|place| place.offer.as_ref())
}

/// The places with an offer that can be taken now.
pub fn offered(state: &State, now: DateTime<Utc>) -> impl Iterator<Item = (&Waiting, &Hold)> {
    let places = state.saved.waiting.places.iter();
    places
        .filter_map(|place| Some((place, place.offer.as_ref()?)))
        .filter(move |(_, hold)| hold.expires_at > now)
}

/// Goes on with the offered time as with any other that is held.
fn take(state: &mut update::State, id: WaitingId, now: DateTime<Utc>) -> Vec<Effect> {
    let offered = offered(&state.booking, now).find(|(place, _)| place.id == id);
    let Some((contact, hold)) = offered.map(|(it, hold)| (it.wish.contact, hold.clone())) else {
        return Vec::new();
    };
    let mut effects = choosing::left(state);
    let mut making = Making::new(contact, Purpose::New);
    making.held.push(hold);
    state.booking.saved.making = Some(making);
    effects.extend(state.open(Page::ConfirmBooking, now));
    effects
}

fn decline(state: &mut State, id: WaitingId) -> Vec<Effect> {
    let mut places = state.saved.waiting.places.iter_mut();
    let place = places.find(|place| place.id == id);
    let hold = place.and_then(|place| place.offer.take());
    let decline =
        hold.map(|hold| Request::delete(routes::hold(hold.id)).done(|_| tell(Answer::Declined)));
    decline.into_iter().collect()
}

fn join(state: &mut update::State, values: Vec<FieldValue>, now: DateTime<Utc>) -> Vec<Effect> {
    let Page::WaitingList(contact) = state.navigation.page() else {
        return Vec::new();
    };
    let State {
        saved,
        waiting_form: check,
        ..
    } = &mut state.booking;
    saved.waiting.draft.fill(values);
    check.restart();
    let Some(wish) = read(contact, &saved.waiting.draft, check, now) else {
        return Vec::new();
    };
    check.sending = true;
    let effect = send(&wish);
    saved.waiting.joining = Some(wish);
    vec![effect]
}

fn read(
    contact: ContactId,
    draft: &Draft,
    check: &mut Check,
    now: DateTime<Utc>,
) -> Option<NewWaiting> {
    let from = check.read("from", date(draft.get("from")));
    let to = date(draft.get("to")).and_then(|to| {
        let first = from.flatten().unwrap_or(now.date_naive());
        match to {
            Some(to) if to < first => Err(ErrorCode::DateInvalid),
            to => Ok(to),
        }
    });
    let to = check.read("to", to);
    Some(NewWaiting {
        contact,
        from: from?,
        to: to?,
        days: days(draft.get("days")),
    })
}

/// Nothing typed: any date.
fn date(typed: &str) -> Result<Option<NaiveDate>, ErrorCode> {
    match typed.trim() {
        "" => Ok(None),
        typed => typed.parse().map(Some).map_err(|_| ErrorCode::DateInvalid),
    }
}

fn days(chosen: &str) -> BTreeSet<Day> {
    match chosen {
        "weekdays" => [Day::Mon, Day::Tue, Day::Wed, Day::Thu, Day::Fri].into(),
        "weekend" => [Day::Sat, Day::Sun].into(),
        _ => BTreeSet::new(),
    }
}

fn send(wish: &NewWaiting) -> Effect {
    Request::post(routes::WAITING, wish).answer(|answer| tell(Answer::Joined(answer)))
}

fn leave(id: WaitingId) -> Effect {
    Request::delete(routes::waiting(id)).done(move |answer| tell(Answer::Left(id, answer)))
}

fn tell(answer: Answer) -> Input {
    Input::Booking(Event::Waiting(answer))
}
