//! A booking as a calendar file (iCalendar, RFC 5545; methods of RFC 5546).

use chrono::{DateTime, Utc};
use icalendar::{Calendar, Component as _, Event, EventLike as _, EventStatus, Property};
use kinline_protocol::booking::{Booking, BookingStatus};

/// The media type of the file.
pub const MEDIA_TYPE: &str = "text/calendar";

/// What a person reads in the entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What it is.
    pub summary: String,
    /// Reference, both times, how to join.
    pub description: String,
    /// The establishment's name.
    pub establishment: String,
}

/// The name of the file.
pub fn file_name(booking: &Booking) -> String {
    format!("visit-{}.ics", booking.reference.0)
}

/// The file. Its UID is the booking's id and its SEQUENCE the booking's, so that opening a later
/// file changes the entry, and one with METHOD:CANCEL takes it away. Times are UTC: right on every
/// phone, in whatever zone it is, on the day of the call.
pub fn file(booking: &Booking, words: &Words, now: DateTime<Utc>) -> Vec<u8> {
    let (status, method) = standing(&booking.status);
    let event = Event::new()
        .uid(&booking.id.to_string())
        .sequence(booking.sequence)
        .timestamp(now)
        .starts(booking.starts_at)
        .ends(booking.ends_at)
        .status(status)
        .summary(&words.summary)
        .description(&words.description)
        .location(&words.establishment)
        .append_property(organizer(booking, words))
        .done();
    Calendar::empty()
        .append_property(Property::new("VERSION", "2.0"))
        .append_property(Property::new("PRODID", "-//Kinline//Kinline//EN"))
        .append_property(Property::new("METHOD", method))
        .push(event)
        .done()
        .to_string()
        .into_bytes()
}

fn standing(status: &BookingStatus) -> (EventStatus, &'static str) {
    match status {
        BookingStatus::Requested { .. }
        | BookingStatus::Asked { .. }
        | BookingStatus::Offered { instead: false, .. } => (EventStatus::Tentative, "PUBLISH"),
        BookingStatus::Booked
        | BookingStatus::Offered { instead: true, .. }
        | BookingStatus::Completed { .. } => {
            (EventStatus::Confirmed, "PUBLISH")
        }
        BookingStatus::Rejected { .. }
        | BookingStatus::Withdrawn
        | BookingStatus::Cancelled { .. } => (EventStatus::Cancelled, "CANCEL"),
    }
}

/// RFC 5546 asks for one with both methods. It is no mail address: nobody answers there.
fn organizer(booking: &Booking, words: &Words) -> Property {
    let address = format!("urn:kinline:establishment:{}", booking.establishment);
    let mut organizer = Property::new("ORGANIZER", address);
    // A quote cannot stand in a parameter (RFC 5545, section 3.1).
    organizer.add_parameter("CN", &words.establishment.replace('"', "'"));
    organizer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Action, PlatformEffect,
        booking::fixtures::{at, booking, now, platform, state},
        update::{self, Input},
    };
    use kinline_protocol::{Language, booking::CancellationReason};

    fn calendar_of(booking: &Booking) -> Calendar {
        let mut state = state(Language::English, "Australia/Sydney");
        state.booking.saved.bookings = Some(vec![booking.clone()]);
        let effects = update::update(
            &mut state,
            Input::Action(Action::ShareCalendar(booking.id)),
            now(),
        );
        let file = platform(&effects)
            .into_iter()
            .find_map(|effect| match effect {
                PlatformEffect::ShareFile {
                    name,
                    media_type,
                    bytes,
                } => {
                    assert_eq!(
                        (name.as_str(), media_type.as_str()),
                        ("visit-K7Q2-M9XD.ics", MEDIA_TYPE)
                    );
                    Some(String::from_utf8(bytes.clone()).unwrap())
                }
                _ => None,
            });
        let file = file.unwrap();
        assert!(
            file.lines().all(|line| line.len() <= 75),
            "folded (RFC 5545, section 3.1)"
        );
        for once in ["VERSION:", "PRODID:", "METHOD:", "UID:", "DTSTAMP:"] {
            let lines = file.lines().filter(|line| line.starts_with(once));
            assert_eq!(lines.count(), 1, "{once} (RFC 5545, section 3.6)");
        }
        file.parse().unwrap()
    }

    #[test]
    fn calendar_file_has_a_stable_entry_in_utc_and_both_clocks() {
        let booked = booking(1, at("2026-12-09T14:00:00Z"));
        let calendar = calendar_of(&booked);
        assert_eq!(calendar.property_value("METHOD"), Some("PUBLISH"));
        let event = calendar.events().next().unwrap();
        assert_eq!(event.get_uid(), Some(booked.id.to_string().as_str()));
        assert_eq!(event.get_sequence(), Some(1));
        assert_eq!(event.property_value("DTSTART"), Some("20261209T140000Z"));
        assert_eq!(event.property_value("DTEND"), Some("20261209T143000Z"));
        let text = event.get_description().unwrap();
        assert!(
            text.contains("14:00 to 14:30 by the clock at HMP Berwyn"),
            "{text}"
        );
        assert!(text.contains("01:00 to 01:30 your time"), "{text}");
    }

    #[test]
    fn cancelled_booking_takes_its_entry_out_of_the_calendar() {
        let reason = CancellationReason::PrisonerMoved;
        let booked = booking(1, at("2026-12-09T14:00:00Z"));
        let status = BookingStatus::Cancelled { reason };
        let cancelled = Booking {
            sequence: 2,
            status,
            ..booked.clone()
        };
        let calendar = calendar_of(&cancelled);
        assert_eq!(calendar.property_value("METHOD"), Some("CANCEL"));
        let event = calendar.events().next().unwrap();
        assert_eq!(event.get_uid(), Some(booked.id.to_string().as_str()));
        assert_eq!(event.get_sequence(), Some(2));
        assert_eq!(event.get_status(), Some(EventStatus::Cancelled));
    }
}
