//! What choosing asks the server, and what comes of its answers.

use super::{Making, Purpose, Step};
use crate::{
    api::{ApiError, Request},
    booking::{Event, State, waiting},
    navigation::Page,
    update::{self, Effect, Input},
};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    BookingId, ContactId, ErrorCode, HoldId, SlotId,
    booking::{Booking, BookingAnswer, BookingChange, Hold, NewBooking, NewHold},
    routes,
};

/// A slot is held, or not.
pub fn held(
    state: &mut update::State,
    answer: Result<Hold, ApiError>,
    now: DateTime<Utc>,
) -> Vec<Effect> {
    let rules = state.booking.rules().cloned();
    let Some(making) = &mut state.booking.saved.making else {
        // The person went elsewhere meanwhile: somebody else can have it.
        return answer.map(|hold| release(&hold)).into_iter().collect();
    };
    match (answer, &making.step) {
        (Ok(hold), Step::Holding(slot)) if hold.slot.id == *slot => {
            making.step = Step::Choosing;
            if making.most(rules.as_ref()) == 1 {
                // The server gives the other one back by itself.
                making.held.clear();
            }
            making.held.push(hold);
            state.open(Page::ConfirmBooking, now)
        }
        (Ok(hold), _) => vec![release(&hold)],
        (Err(error), Step::Holding(_)) => {
            if !error.passes() {
                making.step = Step::Choosing;
            }
            let slots = ask_slots(making.contact, making.instead_of());
            state.booking.failure = Some(error);
            vec![slots]
        }
        (Err(_), _) => Vec::new(),
    }
}

/// The booking is there, or moved; or back to what can be mended.
pub fn asked(
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

/// Who leaves the free times gives back what is held, but for an offer of the waiting list and
/// what is on its way.
pub fn left(state: &mut update::State) -> Vec<Effect> {
    let offers: Vec<HoldId> = waiting::offers(&state.booking)
        .map(|hold| hold.id)
        .collect();
    let Some(making) = &mut state.booking.saved.making else {
        return Vec::new();
    };
    if making.is_asking() {
        return Vec::new();
    }
    making.step = Step::Choosing;
    let held = std::mem::take(&mut making.held).into_iter();
    held.filter(|hold| !offers.contains(&hold.id))
        .map(|hold| release(&hold))
        .collect()
}

/// Asks for what is free.
pub fn ask_slots(contact: ContactId, instead_of: Option<BookingId>) -> Effect {
    let path = match instead_of {
        Some(booking) => routes::slots_instead_of(contact, booking),
        None => routes::slots(contact),
    };
    Request::get(path).answer(move |answer| Input::Booking(Event::Slots(contact, answer)))
}

/// Holds a slot, beside the other choices where there can be several.
pub fn hold(making: &Making, slot: SlotId, state: &State) -> Effect {
    let beside = match making.most(state.rules()) {
        1 => Vec::new(),
        _ => making.held.iter().map(|hold| hold.id).collect(),
    };
    let new = NewHold {
        contact: making.contact,
        slot,
        beside,
        instead_of: making.instead_of(),
    };
    Request::post(routes::HOLDS, &new).answer(|answer| Input::Booking(Event::Held(answer)))
}

/// Gives a held slot back.
pub fn release(hold: &Hold) -> Effect {
    Request::delete(routes::hold(hold.id)).done(|_| Input::Booking(Event::Released))
}

/// Sends what is chosen; nothing if nothing is.
pub fn ask(making: &Making) -> Option<Effect> {
    let mut holds = making.held.iter().map(|hold| hold.id);
    let party = making.party();
    let request = match &making.purpose {
        Purpose::New => {
            let new = NewBooking {
                hold: holds.next()?,
                also: holds.collect(),
                companions: party.companions,
                children: party.children,
                invited: party.invited,
            };
            Request::post(routes::BOOKINGS, &new)
        }
        Purpose::Change(id) => {
            let reason = match making.step {
                Step::Asking { reason } => reason,
                _ => None,
            };
            let hold = holds.next()?;
            Request::post(routes::booking_change(*id), &BookingChange { hold, reason })
        }
        Purpose::Propose(id) => {
            let holds = holds.collect();
            let answer = BookingAnswer::Propose { holds, party };
            Request::post(routes::booking_answer(*id), &answer)
        }
        Purpose::Accept(id, slot) => {
            let slot = slot.id;
            let answer = BookingAnswer::Accept { slot, party };
            Request::post(routes::booking_answer(*id), &answer)
        }
    };
    Some(request.answer(|answer| Input::Booking(Event::Asked(answer))))
}

fn refused(state: &mut update::State, error: ApiError, now: DateTime<Utc>) -> Vec<Effect> {
    let Some(making) = &mut state.booking.saved.making else {
        return Vec::new();
    };
    if error.passes() {
        state.booking.failure = Some(error);
        return Vec::new();
    }
    making.step = Step::Choosing;
    let back = match (&making.purpose, error.code()) {
        (_, None) => None,
        // Somebody else decided meanwhile, or it is too late: the booking says how it stands.
        (
            Purpose::Change(id) | Purpose::Propose(id) | Purpose::Accept(id, _),
            Some(ErrorCode::BookingState | ErrorCode::ChangeTooLate),
        ) => Some(Page::Booking(*id)),
        (Purpose::Accept(id, _), Some(code)) if slot_is_gone(code) => Some(Page::Booking(*id)),
        (_, Some(code)) => slot_is_gone(code).then_some(Page::Slots(making.contact)),
    };
    match back {
        Some(Page::Booking(_)) => state.booking.saved.making = None,
        Some(_) => making.held.clear(),
        None => {}
    }
    state.booking.failure = Some(error);
    back.map_or_else(Vec::new, |page| state.open(page, now))
}

fn slot_is_gone(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::SlotTaken
            | ErrorCode::SlotUnavailable
            | ErrorCode::Restricted
            | ErrorCode::HoldExpired
            | ErrorCode::AllowanceUsed
            | ErrorCode::EstablishmentNotLive
            | ErrorCode::NotAskedHere
            | ErrorCode::NotFound
    )
}
