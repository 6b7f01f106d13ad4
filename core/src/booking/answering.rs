//! What a family says to a booking that is there: no longer, not this, yes to that. Kept and said
//! again until there is an answer.

use super::{Event, State};
use crate::{
    api::{ApiError, Request},
    update::{Effect, Input},
};
use kinline_protocol::{
    BookingId, SlotId,
    booking::{Booking, BookingAnswer, BookingStatus, FamilyCancellation, FamilyReason, Party},
    routes,
};
use serde::{Deserialize, Serialize};

/// On its way out. One for each booking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Outgoing {
    /// Withdraws a request, cancels a booked call.
    Cancel(FamilyReason),
    /// Answers the person in prison, or the establishment.
    Answer(BookingAnswer),
}

/// Gives a booking up, for a reason: declines what was named, withdraws a request, cancels a call.
pub fn give_up(state: &mut State, id: BookingId, reason: FamilyReason) -> Vec<Effect> {
    let Some(booking) = state.booking(id) else {
        return Vec::new();
    };
    let outgoing = match booking.status {
        BookingStatus::Asked { .. } | BookingStatus::Offered { .. } => {
            Outgoing::Answer(BookingAnswer::Decline { reason })
        }
        _ => Outgoing::Cancel(reason),
    };
    say(state, id, outgoing)
}

/// Takes one of the times that the establishment offers. Who comes is kept.
pub fn accept_offered(state: &mut State, id: BookingId, slot: SlotId) -> Vec<Effect> {
    let party = Party::default();
    let answer = BookingAnswer::Accept { slot, party };
    say(state, id, Outgoing::Answer(answer))
}

/// The server's answer: how the booking stands now.
pub fn answered(state: &mut State, id: BookingId, answer: Result<Booking, ApiError>) {
    match answer {
        Ok(booking) => {
            state.saved.outgoing.remove(&id);
            state.put(booking);
        }
        Err(error) => {
            if !error.passes() {
                state.saved.outgoing.remove(&id);
            }
            state.failure = Some(error);
        }
    }
}

/// Says again what was cut off.
pub fn go_on(state: &State) -> impl Iterator<Item = Effect> {
    let outgoing = state.saved.outgoing.iter();
    outgoing.map(|(id, outgoing)| request(*id, outgoing))
}

fn say(state: &mut State, id: BookingId, outgoing: Outgoing) -> Vec<Effect> {
    let effect = request(id, &outgoing);
    state.saved.outgoing.insert(id, outgoing);
    vec![effect]
}

fn request(id: BookingId, outgoing: &Outgoing) -> Effect {
    let request = match outgoing {
        Outgoing::Cancel(reason) => {
            let cancellation = FamilyCancellation { reason: *reason };
            Request::post(routes::booking_cancellation(id), &cancellation)
        }
        Outgoing::Answer(answer) => Request::post(routes::booking_answer(id), answer),
    };
    request.answer(move |answer| Input::Booking(Event::Answered(id, answer)))
}
