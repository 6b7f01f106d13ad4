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
    Calendar::new()
        .append_property(Property::new("PRODID", "-//Kinline//Kinline//EN"))
        .append_property(Property::new("METHOD", method))
        .push(event)
        .done()
        .to_string()
        .into_bytes()
}

fn standing(status: &BookingStatus) -> (EventStatus, &'static str) {
    match status {
        BookingStatus::Requested { .. } => (EventStatus::Tentative, "PUBLISH"),
        BookingStatus::Booked | BookingStatus::Completed { .. } => {
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
