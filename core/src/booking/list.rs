//! All bookings, as people see them.

use super::{is_coming, words};
use crate::{
    Action, Part, Place, Row, Screen, ScreenName, error, parts, text::Text, update::State,
};
use chrono::{DateTime, Utc};
use kinline_protocol::booking::Booking;

/// The screen.
pub fn screen(state: &State, text: &Text, now: DateTime<Utc>) -> Screen {
    let mut list = Vec::new();
    list.extend(
        state
            .booking
            .failure
            .as_ref()
            .map(|failure| error::notice(failure, text)),
    );
    let (mut coming, past): (Vec<&Booking>, Vec<&Booking>) = state
        .booking
        .bookings()
        .partition(|booking| is_coming(booking, now));
    coming.reverse();
    if coming.is_empty() && past.is_empty() {
        list.push(parts::paragraph(text.say("bookings-none")));
    }
    rows(state, text.say("bookings-future"), coming, text, &mut list);
    rows(state, text.say("bookings-past"), past, text, &mut list);
    let book = Action::Open(Place::People);
    list.push(parts::actions(vec![parts::primary(
        text.say("bookings-book"),
        book,
    )]));
    parts::screen(
        state,
        ScreenName::Bookings,
        text,
        text.say("bookings-title"),
        list,
    )
}

fn rows(state: &State, label: String, some: Vec<&Booking>, text: &Text, list: &mut Vec<Part>) {
    if some.is_empty() {
        return;
    }
    list.push(parts::heading(label.clone()));
    let rows = some
        .into_iter()
        .map(|booking| booking_row(state, booking, text))
        .collect();
    list.push(Part::Rows { label, rows });
}

fn booking_row(state: &State, booking: &Booking, text: &Text) -> Row {
    Row {
        title: booking.prisoner.as_str().to_owned(),
        detail: Some(words::when_of(state, booking, text)),
        status: Some(words::status(booking, text)),
        action: Some(Action::Open(Place::Booking(booking.id))),
    }
}
