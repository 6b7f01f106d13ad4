//! One booking, as people see it: reference, what happens next and when.

use super::{is_coming, is_open, words};
use crate::{
    Action, Part, Place, Screen, ScreenName, Tone, error, parts, text::Text, update::State,
};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    BookingId, ErrorCode,
    booking::{Booking, BookingStatus},
};

/// The screen.
pub fn screen(state: &State, id: BookingId, text: &Text, now: DateTime<Utc>) -> Screen {
    let Some(booking) = state.booking.booking(id) else {
        let list = match state.booking.missing {
            Some(missing) if missing == id => vec![
                error::problem(error::sentence_for(ErrorCode::NotFound, None, text), text),
                parts::actions(vec![parts::primary(
                    text.say("home-bookings"),
                    Action::Open(Place::Bookings),
                )]),
            ],
            _ => vec![parts::paragraph(text.say("booking-loading"))],
        };
        return parts::screen(
            state,
            ScreenName::Booking,
            text,
            text.say("booking-details"),
            list,
        );
    };
    let mut list = Vec::new();
    list.extend(
        state
            .booking
            .failure
            .as_ref()
            .map(|failure| error::notice(failure, text)),
    );
    if let Some((_, opens)) = state
        .booking
        .early
        .filter(|(early, opens)| *early == id && *opens > now)
    {
        let title = text.say("booking-too-early-title");
        let opens = words::opens(state, booking, opens, text);
        let sentence = text.say_with("booking-too-early", &[("opens", opens.into())]);
        list.push(parts::notice(Tone::Attention, title, sentence));
    }
    list.push(standing(state, booking, text, now));
    list.push(Part::Rows {
        label: text.say("booking-details"),
        rows: vec![
            parts::row(
                text.say("booking-reference"),
                Some(booking.reference.0.clone()),
            ),
            parts::row(
                text.say("booking-when"),
                Some(words::when_of(state, booking, text)),
            ),
            parts::row(
                text.say("booking-where"),
                Some(words::establishment(state, booking, text)),
            ),
            parts::row(text.say("booking-visitors"), Some(visitors(booking))),
        ],
    });
    list.push(parts::actions(buttons(booking, text, now)));
    let title = text.say_with(
        "booking-title",
        &[("name", booking.prisoner.as_str().into())],
    );
    parts::screen(state, ScreenName::Booking, text, title, list)
}

/// Where it stands, and what happens next and when.
fn standing(state: &State, booking: &Booking, text: &Text, now: DateTime<Utc>) -> Part {
    let status = words::status(booking, text);
    let sentence = match &booking.status {
        BookingStatus::Requested { answer_by } => {
            let day = text.day(answer_by.with_timezone(&text.zone()).date_naive());
            let establishment = words::establishment(state, booking, text);
            text.say_with(
                "booking-requested",
                &[("establishment", establishment.into()), ("day", day.into())],
            )
        }
        BookingStatus::Asked { .. } => text.say("booking-asked"),
        BookingStatus::Offered { instead, .. } => match instead {
            true => text.say("booking-offered-instead"),
            false => text.say("booking-offered"),
        },
        BookingStatus::Booked if is_open(booking, now) => text.say("booking-open"),
        BookingStatus::Booked => {
            let opens = words::opens(state, booking, booking.opens_at, text);
            text.say_with("booking-booked", &[("opens", opens.into())])
        }
        BookingStatus::Rejected { reason } => text.say_of("booking-rejection", reason),
        BookingStatus::Withdrawn => text.say("booking-withdrawn"),
        BookingStatus::Cancelled { reason } => text.say_of("booking-cancellation", reason),
        BookingStatus::Completed {
            outcome,
            talked_seconds,
        } => {
            let returned = state.booking.saved.returned_ms.get(&booking.id).copied();
            crate::call::history(*outcome, u64::from(*talked_seconds), returned, text)
        }
    };
    parts::notice(status.tone, status.text, sentence)
}

fn visitors(booking: &Booking) -> String {
    let names: Vec<_> = booking
        .visitors
        .iter()
        .map(|visitor| visitor.name.as_str())
        .collect();
    names.join(", ")
}

fn buttons(booking: &Booking, text: &Text, now: DateTime<Utc>) -> Vec<crate::Button> {
    let id = booking.id;
    let calendar = parts::secondary(text.say("booking-calendar"), Action::ShareCalendar(id));
    let check = Action::StartDeviceCheck(id);
    let again = parts::primary(text.say("booking-again"), Action::BookWith(booking.contact));
    match booking.status {
        BookingStatus::Requested { .. } => vec![
            calendar,
            parts::danger(text.say("booking-withdraw"), Action::CancelBooking(id)),
        ],
        BookingStatus::Booked if is_open(booking, now) => vec![
            parts::primary(text.say("booking-join"), check),
            parts::danger(text.say("booking-cancel"), Action::CancelBooking(id)),
        ],
        BookingStatus::Booked if is_coming(booking, now) => vec![
            calendar,
            parts::secondary(text.say("booking-check"), check),
            parts::danger(text.say("booking-cancel"), Action::CancelBooking(id)),
        ],
        BookingStatus::Cancelled { .. } | BookingStatus::Withdrawn => vec![again, calendar],
        _ => vec![again],
    }
}
