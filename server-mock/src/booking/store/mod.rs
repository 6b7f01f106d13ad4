//! Holds and bookings in SQL.

mod bookings;
mod holds;

pub use bookings::{
    Guest, KeptBooking, NewRow, WhichCalls, add_booking, booking, booking_of_call, bookings_of,
    bookings_starting, bookings_with_call, complete, full_name, lapsing, of_prisoner,
    open_bookings, party, put_visitors, save, with_invitation, with_unready,
};
pub use holds::{
    HoldKind, KeptHold, add_hold, end_hold, hold, holds_of, holds_of_request, run_out,
};

use super::diary::Span;
use chrono::{DateTime, Utc};
use kinline_protocol::{AccountId, ContactId, EstablishmentId, LaptopId, PrisonerId};
use rusqlite::{Connection, OptionalExtension, Row};

/// What a hold and a booking have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The family member that it is for.
    pub account: AccountId,
    /// Through which contact.
    pub contact: ContactId,
    /// The person in prison.
    pub prisoner: PrisonerId,
    /// Where.
    pub establishment: EstablishmentId,
    /// On which laptop.
    pub laptop: LaptopId,
    /// In which calendar month there.
    pub month: String,
    /// When.
    pub span: Span,
}

/// The columns that [`place`] reads, from 0 on.
const PLACE: &str =
    "account, contact, prisoner, establishment, laptop, month, starts_at, ends_at, free_at";

fn place(row: &Row<'_>) -> rusqlite::Result<Place> {
    use crate::sql::{parsed, time};
    Ok(Place {
        account: parsed(row, 0)?,
        contact: parsed(row, 1)?,
        prisoner: parsed(row, 2)?,
        establishment: EstablishmentId(row.get(3)?),
        laptop: parsed(row, 4)?,
        month: row.get(5)?,
        span: Span {
            starts_at: time(row, 6)?,
            ends_at: time(row, 7)?,
            free_at: time(row, 8)?,
        },
    })
}

/// When the next thing runs out by itself, if anything does.
pub fn next_end(c: &Connection) -> rusqlite::Result<Option<DateTime<Utc>>> {
    c.prepare_cached(
        "SELECT min(at) FROM (SELECT min(expires_at) AS at FROM hold WHERE NOT ended
                              UNION ALL
                              SELECT min(lapses_at) FROM booking WHERE lapses_at IS NOT NULL)",
    )?
    .query_row([], |row| row.get(0))
    .optional()
    .map(Option::flatten)
}
