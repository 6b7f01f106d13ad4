//! Times, people and standings of bookings in words.

use super::{calendar, days::Span};
use crate::{Status, Tone, parts, text::Text, update::State};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use kinline_protocol::booking::{Booking, BookingStatus};

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
        BookingStatus::Asked { .. } | BookingStatus::Offered { instead: false, .. } => {
            parts::status(Tone::Attention, text.say("booking-status-asked"))
        }
        BookingStatus::Offered { instead: true, .. } => {
            parts::status(Tone::Attention, text.say("booking-status-offered-instead"))
        }
        BookingStatus::Requested { .. } => {
            parts::status(Tone::Waiting, text.say("booking-status-requested"))
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
    let there = zone(&booking.time_zone, text);
    let own = text.on_moment(at);
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

/// What stands in the calendar.
pub fn calendar(state: &State, booking: &Booking) -> calendar::Words {
    let text = &Text::new(state.settings.language(), state.settings.zone);
    let opens = opens(state, booking, booking.opens_at, text);
    calendar::Words {
        summary: text.say_with(
            "calendar-summary",
            &[("name", booking.prisoner.as_str().into())],
        ),
        description: text.say_with(
            "calendar-description",
            &[
                ("reference", booking.reference.0.as_str().into()),
                ("when", when_of(state, booking, text).into()),
                ("opens", opens.into()),
            ],
        ),
        establishment: establishment(state, booking, text),
    }
}

/// Welsh days begin small (`dydd Mercher`) but at the beginning of a line.
pub fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
