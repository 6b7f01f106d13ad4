//! Choosing times: for a new call, for a booked one that is moved, or to propose them.
//!
//! ```text
//!  BookWith, ChangeBooking,  ChooseSlot        held       RequestBooking      booking
//!  ProposeTimes  ──▶ slots ───────▶ holding ───────▶ confirm ──────────▶ asking ────▶ its page
//!                      ▲               │ taken        │  │ ▲ AcceptTime    │ taken, run out, used up
//!                      └───────────────┴──────────────┘  └─┼───────────────┤
//!                       ChooseMore, the last one released  └───────────────┘ mendable
//! ```
//!
//! On every way back, the person and who comes along are kept. Who leaves the free times gives
//! back what is held; what is held runs out by itself anyway.

pub mod confirm;
mod guests;
mod making;
mod sending;
pub mod slots;
#[cfg(test)]
mod tests;

pub use making::{Making, Purpose, Refused, Step};
pub use sending::{asked, held, left, release};

use super::{planner, waiting};
use crate::{
    Action,
    api::ApiError,
    navigation::Page,
    update::{self, Effect, Timer, When},
};
use chrono::{DateTime, TimeDelta, Utc};
use kinline_protocol::{
    BookingId, ContactId, HoldId, SlotId,
    booking::{BookingStatus, FamilyReason, Slot},
};

/// A person did something.
pub fn act(state: &mut update::State, action: Action, now: DateTime<Utc>) -> Vec<Effect> {
    match action {
        Action::BookWith(contact) => begin(state, contact, Purpose::New, now),
        Action::ChangeBooking(id) => for_booking(state, id, Purpose::Change(id), now),
        Action::ProposeTimes(id) => for_booking(state, id, Purpose::Propose(id), now),
        Action::AcceptTime { booking, slot } => accept(state, booking, slot, now),
        Action::ChooseSlot(slot) => choose(state, slot, now),
        Action::ChooseMore => choose_more(state, now),
        Action::ReleaseSlot(hold) => give_back(state, hold, now),
        Action::SetGuest { guest, comes } => {
            if let Some(making) = &mut state.booking.saved.making {
                match comes {
                    true => making.guests.insert(guest),
                    false => making.guests.remove(&guest),
                };
            }
            Vec::new()
        }
        Action::RequestBooking => request(state, None, now),
        _ => Vec::new(),
    }
}

/// Sends what is chosen, unless it is known already that it cannot be.
pub fn request(
    state: &mut update::State,
    reason: Option<FamilyReason>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let why = planner::party(state);
    let Some(making) = &mut state.booking.saved.making else {
        return Vec::new();
    };
    let accepts = matches!(making.purpose, Purpose::Accept(..));
    if making.step != Step::Choosing || (!accepts && making.kept(now).next().is_none()) {
        return Vec::new();
    }
    if let Some(why) = why {
        let nearest = None;
        state.booking.refused = Some(Refused { why, nearest });
        return Vec::new();
    }
    making.held.retain(|hold| hold.expires_at > now);
    making.step = Step::Asking { reason };
    sending::ask(making).into_iter().collect()
}

/// The list of free slots could not be had.
pub fn no_slots(state: &mut super::State, contact: ContactId, error: ApiError) {
    let making = state.saved.making.as_ref();
    if making.is_some_and(|making| making.contact == contact) && !error.passes() {
        state.failure = Some(error);
    }
}

/// The slots are shown.
pub fn refresh(state: &mut update::State, contact: ContactId) -> Vec<Effect> {
    let making = &mut state.booking.saved.making;
    let other = making.as_ref().is_none_or(|it| it.contact != contact);
    if other {
        *making = Some(Making::new(contact, Purpose::New));
    }
    vec![ask_slots(&state.booking, contact)]
}

/// Asks for what is free.
pub fn ask_slots(state: &super::State, contact: ContactId) -> Effect {
    let making = state.saved.making.as_ref();
    let making = making.filter(|making| making.contact == contact);
    sending::ask_slots(contact, making.and_then(Making::instead_of))
}

/// Wakes up each minute while something is kept, so that the time left is told right.
pub fn keep_time(state: &super::State, now: DateTime<Utc>) -> Vec<Effect> {
    let held = state.saved.making.iter().flat_map(|making| &making.held);
    let ends = held
        .chain(waiting::offers(state))
        .map(|hold| hold.expires_at);
    let next = ends.filter(|end| *end > now).map(|end| {
        let minutes = ((end - now).num_seconds() - 1).max(0) / 60;
        end - TimeDelta::minutes(minutes)
    });
    let wake = next.min().map(|at| Effect::Wake(Timer::Hold, When::At(at)));
    wake.into_iter().collect()
}

/// Repeats what was cut off.
pub fn go_on(state: &super::State) -> Vec<Effect> {
    let Some(making) = &state.saved.making else {
        return Vec::new();
    };
    let again = match &making.step {
        Step::Holding(slot) => Some(sending::hold(making, *slot, state)),
        Step::Asking { .. } => sending::ask(making),
        Step::Choosing => None,
    };
    again.into_iter().collect()
}

/// Begins to choose times; goes on where it is for the same purpose.
fn begin(
    state: &mut update::State,
    contact: ContactId,
    purpose: Purpose,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let making = state.booking.saved.making.as_ref();
    let same = making.is_some_and(|it| it.contact == contact && it.purpose == purpose);
    if same && making.is_some_and(Making::is_asking) {
        return state.open(Page::ConfirmBooking, now);
    }
    let mut effects = Vec::new();
    if !same {
        effects = left(state);
        state.booking.slots = None;
        state.booking.saved.making = Some(Making::new(contact, purpose));
    }
    effects.extend(state.open(Page::Slots(contact), now));
    effects
}

fn for_booking(
    state: &mut update::State,
    id: BookingId,
    purpose: Purpose,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    match state.booking.booking(id).map(|booking| booking.contact) {
        Some(contact) => begin(state, contact, purpose, now),
        None => Vec::new(),
    }
}

/// Yes to a time of the person in prison: who comes along is asked first. An offer of the
/// establishment's keeps who comes, so it is taken at once.
fn accept(
    state: &mut update::State,
    id: BookingId,
    slot: SlotId,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let Some(booking) = state.booking.booking(id) else {
        return Vec::new();
    };
    if matches!(booking.status, BookingStatus::Offered { .. }) {
        return super::answering::accept_offered(&mut state.booking, id, slot);
    }
    let Some(slot) = booking.choices.iter().find(|it| it.id == slot).cloned() else {
        return Vec::new();
    };
    let making = Making::new(booking.contact, Purpose::Accept(id, slot));
    let mut effects = left(state);
    state.booking.saved.making = Some(making);
    effects.extend(state.open(Page::ConfirmBooking, now));
    effects
}

fn choose(state: &mut update::State, slot: SlotId, now: DateTime<Utc>) -> Vec<Effect> {
    if let Some(refused) = planner::refuse(&state.booking, slot, now) {
        state.booking.refused = Some(refused);
        return Vec::new();
    }
    let Some(making) = &mut state.booking.saved.making else {
        return Vec::new();
    };
    if making.is_asking() {
        return Vec::new();
    }
    making.held.retain(|hold| hold.expires_at > now);
    if making.held.iter().any(|hold| hold.slot.id == slot) {
        return state.open(Page::ConfirmBooking, now);
    }
    making.step = Step::Holding(slot);
    let making = making.clone();
    vec![sending::hold(&making, slot, &state.booking)]
}

fn choose_more(state: &mut update::State, now: DateTime<Utc>) -> Vec<Effect> {
    match state.booking.saved.making.as_ref() {
        Some(making) => {
            let contact = making.contact;
            state.open(Page::Slots(contact), now)
        }
        None => Vec::new(),
    }
}

/// Gives one back. Nothing is given back of what was sent.
fn give_back(state: &mut update::State, id: HoldId, now: DateTime<Utc>) -> Vec<Effect> {
    let Some(making) = &mut state.booking.saved.making else {
        return Vec::new();
    };
    if making.is_asking() {
        return Vec::new();
    }
    let at = making.held.iter().position(|hold| hold.id == id);
    let hold = at.map(|at| making.held.remove(at));
    let mut effects: Vec<Effect> = hold
        .filter(|hold| hold.expires_at > now)
        .map(|hold| release(&hold))
        .into_iter()
        .collect();
    if making.kept(now).next().is_none() {
        effects.extend(choose_more(state, now));
    }
    effects
}

/// The times on which a choice falls, with their slots.
pub fn times(making: &Making, now: DateTime<Utc>) -> Vec<Slot> {
    match &making.purpose {
        Purpose::Accept(_, slot) => vec![slot.clone()],
        _ => making.kept(now).map(|hold| hold.slot.clone()).collect(),
    }
}
