//! Bookings as the call feature needs them.

use super::store::{self, KeptBooking, WhichCalls};
use crate::call::Plan;
use chrono::{DateTime, TimeDelta, Utc};
use kinline_protocol::CallId;
use rusqlite::Connection;
use std::ops::Range;

/// What the call of a booked or completed booking is about; none of any other.
pub fn call_plan(c: &Connection, call: CallId) -> rusqlite::Result<Option<Plan>> {
    Ok(store::booking_of_call(c, call)?.map(plan))
}

/// The calls, booked or completed, that start in these times, earliest first.
pub fn call_plans(
    c: &Connection,
    times: &Range<DateTime<Utc>>,
    which: WhichCalls,
) -> rusqlite::Result<Vec<Plan>> {
    let bookings = store::bookings_with_call(c, times, which)?;
    Ok(bookings.into_iter().map(plan).collect())
}

fn plan(kept: KeptBooking) -> Plan {
    let (booking, place) = (kept.booking, kept.place);
    let length = |time: TimeDelta| time.to_std().unwrap_or_default();
    Plan {
        call: booking.call,
        booking: booking.id,
        reference: booking.reference,
        establishment: place.establishment,
        laptop: place.laptop,
        prisoner: booking.prisoner,
        prisoner_id: place.prisoner,
        visitors: booking.visitors,
        starts_at: booking.starts_at,
        ends_at: booking.ends_at,
        opens_at: booking.opens_at,
        expected_at: booking.delayed_to,
        length: length(place.span.ends_at - place.span.starts_at),
        turn_round: length(place.span.free_at - place.span.ends_at),
    }
}
