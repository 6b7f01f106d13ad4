//! All bookings, as people see them.

use super::{is_coming, waiting, words};
use crate::{
    Action, Part, Place, Row, Screen, ScreenName, Tone, error, parts, people, text::Text,
    update::State,
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
    waiting_rows(state, text, &mut list);
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

/// What is waited for, above all that is there.
fn waiting_rows(state: &State, text: &Text, list: &mut Vec<Part>) {
    let rows: Vec<Row> = state
        .people
        .saved
        .contacts
        .iter()
        .flatten()
        .filter_map(|contact| {
            let place = waiting::place(&state.booking, contact.id)?;
            let status = match place.offer {
                Some(_) => parts::status(Tone::Attention, text.say("waiting-offer-title")),
                None => parts::status(Tone::Waiting, text.say("waiting-standing-title")),
            };
            Some(Row {
                title: people::name(contact),
                detail: None,
                status: Some(status),
                action: Some(Action::Open(Place::WaitingList(contact.id))),
            })
        })
        .collect();
    if !rows.is_empty() {
        let label = text.say("waiting-list-title");
        list.push(Part::Rows { label, rows });
    }
}

fn rows(state: &State, label: String, some: Vec<&Booking>, text: &Text, list: &mut Vec<Part>) {
    if some.is_empty() {
        return;
    }
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
