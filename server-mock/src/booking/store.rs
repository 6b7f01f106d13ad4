//! Holds and bookings in SQL.

use super::diary::Span;
use crate::{account::letters_and_digits, sql};
use chrono::{DateTime, Duration, Utc};
use kinline_protocol::{
    AccountId, BookingId, CallId, ContactId, EstablishmentId, HoldId, LaptopId, PersonName,
    PrisonerId,
    booking::{AskedBy, Booking, BookingRejection, BookingStatus, Reference, Visitor},
    limits::WAITING_ROOM_SECONDS,
    people::NewContact,
};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

/// What a hold and a booking have in common.
#[derive(Debug, Clone)]
pub struct Place {
    /// Who asked.
    pub account: AccountId,
    /// Through which contact.
    pub contact: ContactId,
    /// For whom.
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

/// A hold as it is kept.
pub struct KeptHold {
    /// What it keeps.
    pub place: Place,
    /// Until when.
    pub expires_at: DateTime<Utc>,
    /// Whether it was given back, replaced or booked.
    pub ended: bool,
}

/// A booking as it is kept.
pub struct KeptBooking {
    /// As its visitors see it.
    pub booking: Booking,
    /// What it takes up.
    pub place: Place,
}

/// What becomes of a request that nobody answered before its start.
const LAPSED: BookingStatus = BookingStatus::Rejected {
    reason: BookingRejection::SlotUnavailable,
};

/// Ends the hold that an account has, if any.
pub fn end_hold_of(tx: &Connection, account: AccountId) -> rusqlite::Result<()> {
    tx.execute(
        "UPDATE hold SET ended = 1 WHERE account = ?1 AND NOT ended",
        [account.to_string()],
    )?;
    Ok(())
}

/// Ends a hold.
pub fn end_hold(tx: &Connection, id: HoldId) -> rusqlite::Result<()> {
    tx.execute("UPDATE hold SET ended = 1 WHERE id = ?1", [id.to_string()])?;
    Ok(())
}

/// Ends the holds that have run out and rejects the requests that nobody answered in time, for
/// good: a clock that is moved back must not wake them when others have their place. Returns the
/// requests.
pub fn lapse(tx: &Connection, now: DateTime<Utc>) -> rusqlite::Result<Vec<BookingId>> {
    tx.execute(
        "UPDATE hold SET ended = 1 WHERE NOT ended AND expires_at <= ?1",
        [now],
    )?;
    tx.prepare_cached(
        "UPDATE booking SET status = ?2, sequence = sequence + 1
         WHERE state = 'requested' AND starts_at <= ?1 RETURNING id",
    )?
    .query_map(params![now, sql::json(&LAPSED)?], |row| sql::parsed(row, 0))?
    .collect()
}

/// Keeps a hold. The account's other one must have ended.
pub fn add_hold(
    tx: &Connection,
    place: &Place,
    expires_at: DateTime<Utc>,
) -> rusqlite::Result<HoldId> {
    let id = HoldId(Uuid::new_v4());
    tx.execute(
        "INSERT INTO hold (id, account, contact, prisoner, establishment, laptop, month,
                           starts_at, ends_at, free_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            id.to_string(),
            place.account.to_string(),
            place.contact.to_string(),
            place.prisoner.to_string(),
            place.establishment.0,
            place.laptop.to_string(),
            place.month,
            place.span.starts_at,
            place.span.ends_at,
            place.span.free_at,
            expires_at,
        ],
    )?;
    Ok(id)
}

/// The columns that [`place`] reads, from 0 on.
const PLACE: &str =
    "account, contact, prisoner, establishment, laptop, month, starts_at, ends_at, free_at";

fn place(row: &Row<'_>) -> rusqlite::Result<Place> {
    Ok(Place {
        account: sql::parsed(row, 0)?,
        contact: sql::parsed(row, 1)?,
        prisoner: sql::parsed(row, 2)?,
        establishment: EstablishmentId(row.get(3)?),
        laptop: sql::parsed(row, 4)?,
        month: row.get(5)?,
        span: Span {
            starts_at: row.get(6)?,
            ends_at: row.get(7)?,
            free_at: row.get(8)?,
        },
    })
}

/// A hold by id.
pub fn hold(c: &Connection, id: HoldId) -> rusqlite::Result<Option<KeptHold>> {
    c.prepare_cached(&format!(
        "SELECT {PLACE}, expires_at, ended FROM hold WHERE id = ?1"
    ))?
    .query_row([id.to_string()], |row| {
        Ok(KeptHold {
            place: place(row)?,
            expires_at: row.get(9)?,
            ended: row.get(10)?,
        })
    })
    .optional()
}

/// Keeps a booking with its visitors, first the one who asked.
pub fn add_booking(
    tx: &Connection,
    place: &Place,
    visitors: &[Visitor],
    status: &BookingStatus,
    now: DateTime<Utc>,
) -> rusqlite::Result<BookingId> {
    let id = BookingId(Uuid::new_v4());
    tx.execute(
        "INSERT INTO booking (id, reference, call, account, contact, prisoner, establishment, laptop,
                              month, starts_at, ends_at, free_at, asked_at, status)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        params![
            id.to_string(),
            free_reference(tx)?,
            CallId(Uuid::new_v4()).to_string(),
            place.account.to_string(),
            place.contact.to_string(),
            place.prisoner.to_string(),
            place.establishment.0,
            place.laptop.to_string(),
            place.month,
            place.span.starts_at,
            place.span.ends_at,
            place.span.free_at,
            now,
            sql::json(status)?,
        ],
    )?;
    for (position, visitor) in visitors.iter().enumerate() {
        tx.execute(
            "INSERT INTO booking_visitor (booking, position, account, name) VALUES (?1, ?2, ?3, ?4)",
            params![
                id.to_string(),
                position as u64,
                visitor.account.map(|account| account.to_string()),
                visitor.name.as_str(),
            ],
        )?;
    }
    Ok(id)
}

/// A reference that nobody has: with 2^40 of them the first one nearly always.
fn free_reference(c: &Connection) -> rusqlite::Result<String> {
    loop {
        let reference = format!("{}-{}", letters_and_digits(4), letters_and_digits(4));
        let query = "SELECT EXISTS (SELECT 1 FROM booking WHERE reference = ?1)";
        if !c.query_row(query, [&reference], |row| row.get::<_, bool>(0))? {
            return Ok(reference);
        }
    }
}

/// The columns after [`PLACE`] that make a booking.
const BOOKING: &str = "id, reference, sequence, call, status,
    (SELECT person FROM contact WHERE contact.id = booking.contact),
    (SELECT time_zone FROM establishment WHERE establishment.id = booking.establishment),
    (SELECT json_group_array(json_object('account', account, 'name', name) ORDER BY position)
     FROM booking_visitor WHERE booking_visitor.booking = booking.id)";

fn kept_booking(row: &Row<'_>) -> rusqlite::Result<KeptBooking> {
    let place = place(row)?;
    let person: NewContact = sql::from_json(row, 14)?;
    let span = place.span;
    Ok(KeptBooking {
        booking: Booking {
            id: sql::parsed(row, 9)?,
            reference: Reference(row.get(10)?),
            sequence: row.get(11)?,
            asked_by: AskedBy::Family,
            choices: Vec::new(),
            complete_by: None,
            change_until: None,
            delayed_to: None,
            call: sql::parsed(row, 12)?,
            status: sql::from_json(row, 13)?,
            contact: place.contact,
            prisoner: full_name(&person),
            establishment: place.establishment.clone(),
            time_zone: row.get(15)?,
            visitors: sql::from_json(row, 16)?,
            starts_at: span.starts_at,
            ends_at: span.ends_at,
            opens_at: span.starts_at - Duration::seconds(WAITING_ROOM_SECONDS),
        },
        place,
    })
}

impl KeptBooking {
    /// As it stands at a time: a request that nobody answered before its start has lapsed.
    pub fn at(mut self, now: DateTime<Utc>) -> Self {
        let lapsed = self.place.span.starts_at <= now;
        if lapsed && matches!(self.booking.status, BookingStatus::Requested { .. }) {
            self.booking.status = LAPSED;
        }
        self
    }
}

/// Two valid names make one, unless they are very long: then the last name stands for both.
fn full_name(person: &NewContact) -> PersonName {
    let both = format!(
        "{} {}",
        person.given_names.as_str(),
        person.family_name.as_str()
    );
    PersonName::parse(&both).unwrap_or_else(|_| person.family_name.clone())
}

/// A booking by id.
pub fn booking(c: &Connection, id: BookingId) -> rusqlite::Result<Option<KeptBooking>> {
    Ok(select(c, "id = ?1", [id.to_string()])?.pop())
}

/// The bookings that an account comes to, latest start first.
pub fn bookings_of(c: &Connection, account: AccountId) -> rusqlite::Result<Vec<KeptBooking>> {
    let condition = "id IN (SELECT booking FROM booking_visitor WHERE account = ?1)";
    let mut bookings = select(c, condition, [account.to_string()])?;
    bookings.reverse();
    Ok(bookings)
}

/// An establishment's bookings that are asked for or booked and not over, earliest start first.
pub fn open_bookings(
    c: &Connection,
    at: &EstablishmentId,
    now: DateTime<Utc>,
) -> rusqlite::Result<Vec<KeptBooking>> {
    let condition = "establishment = ?1 AND free_at > ?2
        AND (state = 'booked' OR (state = 'requested' AND starts_at > ?2))";
    select(c, condition, params![at.0, now])
}

/// The booking of a call that takes or took place.
pub fn booking_of_call(c: &Connection, call: CallId) -> rusqlite::Result<Option<KeptBooking>> {
    let condition = "call = ?1 AND state IN ('booked', 'completed')";
    Ok(select(c, condition, [call.to_string()])?.pop())
}

/// The bookings of calls that take or took place and start in a time, earliest first.
pub fn bookings_with_call(
    c: &Connection,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> rusqlite::Result<Vec<KeptBooking>> {
    let condition = "starts_at >= ?1 AND starts_at < ?2 AND state IN ('booked', 'completed')";
    select(c, condition, [from, to])
}

fn select(
    c: &Connection,
    condition: &str,
    values: impl rusqlite::Params,
) -> rusqlite::Result<Vec<KeptBooking>> {
    c.prepare_cached(&format!(
        "SELECT {PLACE}, {BOOKING} FROM booking WHERE {condition} ORDER BY starts_at, id"
    ))?
    .query_map(values, kept_booking)?
    .collect()
}

/// Changes where a booking stands. Its calendar entry counts that.
pub fn set_status(tx: &Connection, id: BookingId, status: &BookingStatus) -> rusqlite::Result<()> {
    tx.execute(
        "UPDATE booking SET status = ?2, sequence = sequence + 1 WHERE id = ?1",
        params![id.to_string(), sql::json(status)?],
    )?;
    Ok(())
}

/// Marks a booked call as over. Its calendar entry stays as it is.
pub fn complete(tx: &Connection, id: BookingId, status: &BookingStatus) -> rusqlite::Result<()> {
    tx.execute(
        "UPDATE booking SET status = ?2 WHERE id = ?1 AND state = 'booked'",
        params![id.to_string(), sql::json(status)?],
    )?;
    Ok(())
}

/// The hold of an account that has not ended.
pub fn hold_of(c: &Connection, account: AccountId) -> rusqlite::Result<Option<HoldId>> {
    let query = "SELECT id FROM hold WHERE account = ?1 AND NOT ended";
    c.query_row(query, [account.to_string()], |row| sql::parsed(row, 0))
        .optional()
}
