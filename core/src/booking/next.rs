//! What a booking waits for from the family: told at home, before anything else.

use super::{is_coming, one, waiting, words};
use crate::{Action, Part, Place, Tone, parts, text::Text, update::State};
use chrono::{DateTime, Utc};
use kinline_protocol::booking::{Booking, BookingStatus};

/// What is to be done, most urgent first; nothing if nothing is.
pub fn next_step(state: &State, text: &Text, now: DateTime<Utc>) -> Vec<Part> {
    let mut list = Vec::new();
    for (place, hold) in waiting::offered(&state.booking, now) {
        list.extend(waiting::screen::offered(state, place, hold, text, now));
    }
    let mut coming: Vec<&Booking> = state
        .booking
        .bookings()
        .filter(|booking| is_coming(booking, now) && !state.booking.is_sending(booking.id))
        .collect();
    coming.sort_by_key(|booking| (answer_by(booking), booking.starts_at));
    for booking in coming {
        list.extend(waits(state, booking, text, now));
    }
    list
}

fn answer_by(booking: &Booking) -> Option<DateTime<Utc>> {
    match booking.status {
        BookingStatus::Asked { answer_by } | BookingStatus::Offered { answer_by, .. } => {
            Some(answer_by)
        }
        _ => None,
    }
}

fn waits(state: &State, booking: &Booking, text: &Text, now: DateTime<Utc>) -> Vec<Part> {
    let told = match answer_by(booking) {
        Some(by) => {
            let known = [
                ("name", booking.prisoner.as_str().into()),
                (
                    "establishment",
                    words::establishment(state, booking, text).into(),
                ),
                ("by", text.moment(by).into()),
            ];
            let (title, told) = match booking.status {
                BookingStatus::Asked { .. } => (
                    text.say_with("home-asked-title", &known[..1]),
                    text.say_with("home-asked", &known[2..]),
                ),
                _ => (
                    text.say_with("home-offered-title", &known[1..2]),
                    text.say_with("home-offered", &known),
                ),
            };
            Some(parts::notice(Tone::Attention, title, told))
        }
        None => one::missing(booking, text, now),
    };
    let Some(told) = told else {
        return Vec::new();
    };
    let open = Action::Open(Place::Booking(booking.id));
    let look = parts::primary(text.say("home-answer"), open);
    vec![told, parts::actions(vec![look])]
}
