//! Times, people and standings of bookings in words.

use super::days::Span;
use crate::{Status, Tone, parts, text::Text, update::State};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use kinline_protocol::{
    ContactId,
    booking::{Booking, BookingStatus, Slot},
};

/// The establishment's time zone. One that this phone does not know (its data are older than the
/// server's) reads as the phone's own: times are then right, told by one clock only.
pub fn zone(name: &str, text: &Text) -> Tz {
    name.parse().unwrap_or(text.zone())
}

/// `14:00 to 14:30` by the establishment's clock.
pub fn times(span: &Span, text: &Text) -> String {
    text.say_with(
        "times",
        &[
            ("start", text.time(span.there.start.time()).into()),
            ("end", text.time(span.there.end.time()).into()),
        ],
    )
}

/// `16:00 to 16:30 your time`, with its day where that is another; nothing where the clocks agree.
pub fn own_times(span: &Span, text: &Text) -> Option<String> {
    let own = span.own?;
    let times = [
        ("start", text.time(own.start.time()).into()),
        ("end", text.time(own.end.time()).into()),
        ("day", text.day(own.start.date()).into()),
    ];
    Some(match span.other_day() {
        true => text.say_with("times-own-other-day", &times),
        false => text.say_with("times-own", &times[..2]),
    })
}

/// Day and times on both clocks in one line.
pub fn when(span: &Span, establishment: &str, text: &Text) -> String {
    let there = [
        ("day", text.day(span.there.start.date()).into()),
        ("times", times(span, text).into()),
        ("establishment", establishment.to_owned().into()),
    ];
    match own_times(span, text) {
        None => sentence_case(&text.say_with("times-on-day", &there[..2])),
        Some(own) => {
            let there = sentence_case(&text.say_with("times-on-day-there", &there));
            text.say_with(
                "times-with-own",
                &[("there", there.into()), ("own", own.into())],
            )
        }
    }
}

/// The establishment of a contact: its name, and the clock that its times are by.
pub struct Place {
    /// Its name, in the language of the text.
    pub name: String,
    /// Its time zone.
    pub zone: Tz,
}

impl Place {
    /// Of a contact. Its zone is told with its slots; until then, with the establishments.
    pub fn of(state: &State, contact: ContactId, text: &Text) -> Self {
        let person = state.people.contact(contact);
        let id = person.map(|person| &person.person.establishment);
        let slots = state.booking.slots.as_ref();
        let told = slots.filter(|(whose, _)| *whose == contact);
        let mut establishments = state.people.saved.establishments.iter();
        let known = establishments.find(|known| Some(&known.id) == id);
        let zone_name = told
            .map(|(_, slots)| slots.time_zone.as_str())
            .or(known.map(|known| known.time_zone.as_str()))
            .unwrap_or_default();
        Self {
            name: id.map_or_else(String::new, |id| {
                state.people.establishment_name(id, text.language())
            }),
            zone: zone(zone_name, text),
        }
    }

    /// When a slot is, on both clocks.
    pub fn when(&self, slot: &Slot, text: &Text) -> String {
        let span = Span::new(slot.starts_at, slot.ends_at, self.zone, text.zone());
        when(&span, &self.name, text)
    }
}

/// When one of a booking's other times is: by the establishment's clock, and by the family's.
pub fn slot(booking: &Booking, slot: &Slot, text: &Text) -> String {
    let there = zone(&booking.time_zone, text);
    let span = Span::new(slot.starts_at, slot.ends_at, there, text.zone());
    let day = text.day(span.there.start.date());
    let known = [("day", day.into()), ("times", times(&span, text).into())];
    let there = sentence_case(&text.say_with("times-on-day", &known));
    match own_times(&span, text) {
        None => there,
        Some(own) => {
            let both = [("there", there.into()), ("own", own.into())];
            text.say_with("times-with-own", &both)
        }
    }
}

/// When a booking's call is.
pub fn span(booking: &Booking, text: &Text) -> Span {
    let there = zone(&booking.time_zone, text);
    Span::new(booking.starts_at, booking.ends_at, there, text.zone())
}

/// When a booking's call is, by the phone's own clock, without a word of where: for lock screens.
pub fn discreet(booking: &Booking, text: &Text) -> String {
    let span = span(booking, text);
    let own = Span {
        there: span.own.unwrap_or(span.there),
        own: None,
    };
    when(&own, "", text)
}

/// When a booking's call is, on both clocks.
pub fn when_of(state: &State, booking: &Booking, text: &Text) -> String {
    when(
        &span(booking, text),
        &establishment(state, booking, text),
        text,
    )
}

/// The establishment's name.
pub fn establishment(state: &State, booking: &Booking, text: &Text) -> String {
    state
        .people
        .establishment_name(&booking.establishment, text.language())
}

/// Where a booking stands, in a word or two.
pub fn status(booking: &Booking, text: &Text) -> Status {
    match &booking.status {
        BookingStatus::Requested { .. } => {
            parts::status(Tone::Waiting, text.say("booking-status-requested"))
        }
        BookingStatus::Asked { .. } => {
            parts::status(Tone::Attention, text.say("booking-status-asked"))
        }
        BookingStatus::Offered { instead: false, .. } => {
            parts::status(Tone::Attention, text.say("booking-status-offered"))
        }
        BookingStatus::Offered { instead: true, .. } => {
            parts::status(Tone::Attention, text.say("booking-status-offered-instead"))
        }
        BookingStatus::Booked => parts::status(Tone::Good, text.say("booking-status-booked")),
        BookingStatus::Rejected { .. } => {
            parts::status(Tone::Problem, text.say("booking-status-rejected"))
        }
        BookingStatus::Withdrawn => {
            parts::status(Tone::Neutral, text.say("booking-status-withdrawn"))
        }
        BookingStatus::Cancelled { .. } => {
            parts::status(Tone::Problem, text.say("booking-status-cancelled"))
        }
        BookingStatus::Completed { .. } => {
            parts::status(Tone::Neutral, text.say("booking-status-completed"))
        }
    }
}

/// How long something took: minutes, or seconds below one.
pub fn duration(seconds: u64, text: &Text) -> String {
    match seconds {
        0..60 => text.say_with("duration-seconds", &[("seconds", seconds.into())]),
        _ => text.say_with("duration-minutes", &[("minutes", (seconds / 60).into())]),
    }
}

/// When the waiting room opens: `on Wednesday 9 December 2026 at 13:45`; where the clocks differ, by whose.
pub fn opens(state: &State, booking: &Booking, at: DateTime<Utc>, text: &Text) -> String {
    on_both_clocks(state, booking, at, text.on_moment(at), text)
}

/// Until when: `Wednesday 9 December 2026 at 13:45`; where the clocks differ, by whose.
pub fn until(state: &State, booking: &Booking, at: DateTime<Utc>, text: &Text) -> String {
    on_both_clocks(state, booking, at, text.moment(at), text)
}

fn on_both_clocks(
    state: &State,
    booking: &Booking,
    at: DateTime<Utc>,
    own: String,
    text: &Text,
) -> String {
    let there = zone(&booking.time_zone, text);
    let other = at.with_timezone(&there).naive_local();
    if other == at.with_timezone(&text.zone()).naive_local() {
        return own;
    }
    text.say_with(
        "moment-on-both-clocks",
        &[
            ("own", own.into()),
            ("there", text.local_moment(other).into()),
            ("establishment", establishment(state, booking, text).into()),
        ],
    )
}

/// Welsh days begin small (`dydd Mercher`) but at the beginning of a line.
pub fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
