//! Making a booking: a person, a slot, who comes along.
//!
//! ```text
//!  BookWith        ChooseSlot        held         RequestBooking     asked
//!  ────────▶ slots ─────────▶ holding ───▶ confirm ────────────▶ asking ────▶ booking
//!              ▲                 │ taken      │ released, run out    │ taken, run out, used up
//!              └─────────────────┴────────────┴──────────────────────┘
//! ```
//!
//! On every way back, the person and who comes along are kept.

pub mod confirm;
pub mod slots;

use super::{Event, State};
use crate::{
    Action,
    api::{ApiError, Request},
    navigation::Page,
    update::{self, Effect, Input, Timer, When},
};
use chrono::{DateTime, TimeDelta, Utc};
use kinline_protocol::{
    AccountId, ContactId, ErrorCode, SlotId,
    booking::{Booking, Hold, NewBooking, NewHold},
    routes,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A booking that is being made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Making {
    /// With whom.
    pub contact: ContactId,
    /// Who comes along.
    pub companions: BTreeSet<AccountId>,
    /// How far it is.
    pub step: Step,
}

/// How far a booking is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Step {
    /// A slot is to be chosen.
    Choosing,
    /// A slot was chosen; whether it is held is not known yet.
    Holding(SlotId),
    /// A slot is held, or was.
    Held(Hold),
    /// The held slot was asked for.
    Asking(Hold),
}

impl Making {
    /// With nothing chosen yet.
    pub fn new(contact: ContactId) -> Self {
        Self {
            contact,
            companions: BTreeSet::new(),
            step: Step::Choosing,
        }
    }

    /// The slot that is held.
    pub fn hold(&self) -> Option<&Hold> {
        match &self.step {
            Step::Held(hold) | Step::Asking(hold) => Some(hold),
            Step::Choosing | Step::Holding(_) => None,
        }
    }
}

/// A person did something.
pub(super) fn act(state: &mut update::State, action: Action, now: DateTime<Utc>) -> Vec<Effect> {
    match action {
        Action::BookWith(contact) => book_with(state, contact, now),
        Action::ChooseSlot(slot) => choose(state, slot),
        Action::ReleaseSlot => choose_again(state, now),
        Action::SetCompanion { account, comes } => {
            if let Some(making) = &mut state.booking.saved.making {
                match comes {
                    true => making.companions.insert(account),
                    false => making.companions.remove(&account),
                };
            }
            Vec::new()
        }
        Action::RequestBooking => request(state, now),
        _ => Vec::new(),
    }
}

/// Shows the free slots again, and says why.
pub(super) fn held(
    state: &mut update::State,
    answer: Result<Hold, ApiError>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let Some(making) = &mut state.booking.saved.making else {
        // The person went elsewhere meanwhile: somebody else can have it.
        return answer.map(|hold| release(&hold)).into_iter().collect();
    };
    match (answer, &making.step) {
        (Ok(hold), Step::Holding(slot)) if hold.slot.id == *slot => {
            making.step = Step::Held(hold);
            state.open(Page::ConfirmBooking, now)
        }
        (Ok(hold), _) => vec![release(&hold)],
        (Err(error), Step::Holding(_)) => {
            if !error.passes() {
                making.step = Step::Choosing;
            }
            let contact = making.contact;
            state.booking.failure = Some(error);
            vec![ask_slots(contact)]
        }
        (Err(_), _) => Vec::new(),
    }
}

/// The booking is there; or back to what can be mended.
pub(super) fn asked(
    state: &mut update::State,
    answer: Result<Booking, ApiError>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    match answer {
        Ok(booking) => {
            let id = booking.id;
            state.booking.saved.making = None;
            state.booking.slots = None;
            state.booking.put(booking);
            state.reset(Page::Booking(id), now)
        }
        Err(error) => refused(state, error, now),
    }
}

/// The list of free slots could not be had.
pub(super) fn no_slots(state: &mut State, contact: ContactId, error: ApiError) -> Vec<Effect> {
    let wanted = state
        .saved
        .making
        .as_ref()
        .is_some_and(|making| making.contact == contact);
    if wanted && !error.passes() {
        state.failure = Some(error);
    }
    Vec::new()
}

/// The slots are shown. Who comes back to them gives a held one back.
pub(super) fn refresh(
    state: &mut update::State,
    contact: ContactId,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let mut effects = Vec::new();
    let making = state
        .booking
        .saved
        .making
        .get_or_insert_with(|| Making::new(contact));
    if let Step::Held(hold) = &making.step {
        effects.extend((hold.expires_at > now).then(|| release(hold)));
        making.step = Step::Choosing;
    }
    effects.push(ask_slots(contact));
    effects
}

/// Wakes up each minute while a slot is held, so that the time left is told right.
pub(super) fn keep_time(state: &mut update::State, now: DateTime<Utc>) -> Vec<Effect> {
    let Some(hold) = state.booking.saved.making.as_ref().and_then(Making::hold) else {
        return Vec::new();
    };
    let left = hold.expires_at - now;
    if left <= TimeDelta::zero() {
        return Vec::new();
    }
    let next = hold.expires_at - TimeDelta::minutes((left.num_seconds() - 1).max(0) / 60);
    vec![Effect::Wake(Timer::Hold, When::At(next))]
}

/// Repeats what was cut off.
pub(super) fn go_on(state: &State) -> Vec<Effect> {
    let Some(making) = &state.saved.making else {
        return Vec::new();
    };
    match &making.step {
        Step::Holding(slot) => vec![hold(making.contact, *slot)],
        Step::Asking(hold) => vec![ask(making, hold)],
        Step::Choosing | Step::Held(_) => Vec::new(),
    }
}

fn book_with(state: &mut update::State, contact: ContactId, now: DateTime<Utc>) -> Vec<Effect> {
    let making = &mut state.booking.saved.making;
    if making
        .as_ref()
        .is_none_or(|making| making.contact != contact)
    {
        *making = Some(Making::new(contact));
    }
    state.open(Page::Slots(contact), now)
}

fn choose(state: &mut update::State, slot: SlotId) -> Vec<Effect> {
    let Some(making) = &mut state.booking.saved.making else {
        return Vec::new();
    };
    making.step = Step::Holding(slot);
    vec![hold(making.contact, slot)]
}

/// Back to the slots; their page gives the held one back.
fn choose_again(state: &mut update::State, now: DateTime<Utc>) -> Vec<Effect> {
    let Some(making) = &mut state.booking.saved.making else {
        return Vec::new();
    };
    let contact = making.contact;
    state.open(Page::Slots(contact), now)
}

fn request(state: &mut update::State, now: DateTime<Utc>) -> Vec<Effect> {
    let Some(making) = &mut state.booking.saved.making else {
        return Vec::new();
    };
    match &making.step {
        Step::Held(hold) if hold.expires_at > now => {
            let hold = hold.clone();
            let effect = ask(making, &hold);
            making.step = Step::Asking(hold);
            vec![effect]
        }
        _ => Vec::new(),
    }
}

fn refused(state: &mut update::State, error: ApiError, now: DateTime<Utc>) -> Vec<Effect> {
    let Some(making) = &mut state.booking.saved.making else {
        return Vec::new();
    };
    let passes = error.passes();
    let slot_is_gone = matches!(
        error.code(),
        Some(
            ErrorCode::SlotTaken
                | ErrorCode::SlotUnavailable
                | ErrorCode::HoldExpired
                | ErrorCode::AllowanceUsed
                | ErrorCode::EstablishmentNotLive
                | ErrorCode::NotFound
        )
    );
    let contact = making.contact;
    if slot_is_gone {
        making.step = Step::Choosing;
    } else if let (false, Step::Asking(hold)) = (passes, &making.step) {
        making.step = Step::Held(hold.clone());
    }
    state.booking.failure = Some(error);
    match slot_is_gone {
        true => state.open(Page::Slots(contact), now),
        false => Vec::new(),
    }
}

fn ask_slots(contact: ContactId) -> Effect {
    Request::get(routes::slots(contact))
        .answer(move |answer| Input::Booking(Event::Slots(contact, answer)))
}

fn hold(contact: ContactId, slot: SlotId) -> Effect {
    Request::post(routes::HOLDS, &NewHold {
        contact,
        slot,
        beside: Vec::new(),
        instead_of: None,
    })
        .answer(|answer| Input::Booking(Event::Held(answer)))
}

fn release(hold: &Hold) -> Effect {
    Request::delete(routes::hold(hold.id)).done(|_| Input::Booking(Event::Released))
}

fn ask(making: &Making, hold: &Hold) -> Effect {
    let companions = making.companions.iter().copied().collect();
    Request::post(
        routes::BOOKINGS,
        &NewBooking {
            hold: hold.id,
            also: Vec::new(),
            companions,
            children: Vec::new(),
            invited: Vec::new(),
        },
    )
    .answer(|answer| Input::Booking(Event::Asked(answer)))
}
