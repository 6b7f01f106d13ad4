//! The calendar file (iCalendar, RFC 5545; methods of RFC 5546).

use super::is_off;
use chrono::{DateTime, Utc};
use icalendar::{Calendar, Class, Component as _, Event, EventLike as _, EventStatus, Property};
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
pub fn name(booking: &Booking) -> String {
    format!("visit-{}.ics", booking.reference.0)
}

/// The file. Its UID is the booking's id and its SEQUENCE the booking's, so that opening a later
/// file changes the entry, and one with METHOD:CANCEL takes it away. Times are UTC: right on every
/// phone, in whatever zone it is, on the day of the call; the description tells both clocks.
pub fn file(booking: &Booking, words: &Words, now: DateTime<Utc>) -> Vec<u8> {
    let method = if is_off(booking) { "CANCEL" } else { "PUBLISH" };
    let event = Event::new()
        .uid(&booking.id.to_string())
        .sequence(booking.sequence)
        .timestamp(now)
        .starts(booking.starts_at)
        .ends(booking.ends_at)
        .status(status(booking))
        // Who shares a calendar need not share whom they call.
        .class(Class::Private)
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

fn status(booking: &Booking) -> EventStatus {
    match booking.status {
        _ if is_off(booking) => EventStatus::Cancelled,
        BookingStatus::Booked
        | BookingStatus::Offered { instead: true, .. }
        | BookingStatus::Completed { .. } => EventStatus::Confirmed,
        _ => EventStatus::Tentative,
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
