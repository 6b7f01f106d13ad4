//! Bookings and who comes to them.

use super::{PLACE, Place, place};
use crate::{account::letters_and_digits, sql};
use chrono::{DateTime, Duration, Utc};
use kinline_protocol::{
    AccountId, BookingId, CallId, EstablishmentId, InvitationId, PersonName, PrisonerId,
    booking::{
        AskedBy, Booking, BookingRejection, BookingStatus, CancellationReason, Reference, Slot,
        Visitor, VisitorKind, VisitorState,
    },
    limits::WAITING_ROOM_SECONDS,
    people::NewContact,
};
use rusqlite::{Connection, Row, params};
use std::ops::Range;
use uuid::Uuid;

/// A booking as it is kept.
#[derive(Debug, Clone)]
pub struct KeptBooking {
    /// As its visitors see it.
    pub booking: Booking,
    /// What it takes up. Does not while other times are offered for a request.
    pub place: Place,
    /// The times that were asked for, most wanted first, whatever became of them.
    pub choices: Vec<Slot>,
}

/// Somebody who comes to a call, and the invitation that they have not accepted yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    /// As others see them.
    pub visitor: Visitor,
    /// Where it stands open.
    pub invitation: Option<InvitationId>,
}

impl KeptBooking {
    /// What its claims are choices of.
    pub fn request(&self) -> String {
        self.booking.id.to_string()
    }

    /// As it stands at a time: what was not answered, or not complete, in time has ended.
    pub fn at(mut self, now: DateTime<Utc>) -> Self {
        while let Some(next) = self.lapsed(now) {
            self.booking.status = next;
        }
        self.seen()
    }

    /// What its status has become by itself. The only place that says so.
    fn lapsed(&self, now: DateTime<Utc>) -> Option<BookingStatus> {
        if self.lapses_at()? > now {
            return None;
        }
        let missing = self.booking.complete_by.is_some_and(|by| by <= now);
        Some(match &self.booking.status {
            BookingStatus::Offered { instead: true, .. } => BookingStatus::Booked,
            BookingStatus::Booked => BookingStatus::Cancelled {
                reason: CancellationReason::VisitorMissing,
            },
            BookingStatus::Requested { .. } => BookingStatus::Rejected {
                reason: match missing {
                    true => BookingRejection::VisitorMissing,
                    false => BookingRejection::SlotUnavailable,
                },
            },
            _ => BookingStatus::Rejected {
                reason: BookingRejection::NotAnswered,
            },
        })
    }

    /// When its status ends by itself; kept with it, to be found.
    pub fn lapses_at(&self) -> Option<DateTime<Utc>> {
        let (starts_at, complete_by) = (self.place.span.starts_at, self.booking.complete_by);
        lapses_at(&self.booking.status, starts_at, complete_by)
    }

    /// Whether it takes up its place.
    pub fn takes_place(&self) -> bool {
        let open = matches!(
            self.booking.status,
            BookingStatus::Requested { .. } | BookingStatus::Asked { .. }
        );
        open || self.is_booked()
    }

    /// Whether nothing can become of it any more.
    pub fn is_over(&self) -> bool {
        matches!(
            self.booking.status,
            BookingStatus::Rejected { .. }
                | BookingStatus::Withdrawn
                | BookingStatus::Cancelled { .. }
                | BookingStatus::Completed { .. }
        )
    }

    /// Whether its call will take place as things stand.
    pub fn is_booked(&self) -> bool {
        matches!(
            self.booking.status,
            BookingStatus::Booked | BookingStatus::Offered { instead: true, .. }
        )
    }

    /// What its place and status make of the rest.
    pub fn seen(mut self) -> Self {
        let span = self.place.span;
        let open = matches!(
            self.booking.status,
            BookingStatus::Requested { .. } | BookingStatus::Asked { .. }
        );
        self.booking.choices = if open {
            self.choices.clone()
        } else {
            Vec::new()
        };
        self.booking.starts_at = span.starts_at;
        self.booking.ends_at = span.ends_at;
        self.booking.opens_at = span.starts_at - Duration::seconds(WAITING_ROOM_SECONDS);
        self
    }
}

/// What a new booking starts with.
#[derive(Debug)]
pub struct NewRow<'a> {
    /// What it takes up.
    pub place: &'a Place,
    /// Who asked.
    pub asked_by: AskedBy,
    /// Where it stands.
    pub status: &'a BookingStatus,
    /// The times that were asked for, most wanted first.
    pub choices: &'a [Slot],
    /// Until when everybody must be ready, if somebody is not.
    pub complete_by: Option<DateTime<Utc>>,
    /// Until when the family can change it.
    pub change_until: DateTime<Utc>,
}

/// Keeps a new booking. Who comes is [`put_visitors`]' to say.
pub fn add_booking(
    tx: &Connection,
    new: &NewRow<'_>,
    now: DateTime<Utc>,
) -> rusqlite::Result<BookingId> {
    let id = BookingId(Uuid::new_v4());
    let (place, starts_at) = (new.place, new.place.span.starts_at);
    tx.prepare_cached(
        "INSERT INTO booking (id, reference, call, account, contact, prisoner, establishment, laptop,
                              month, starts_at, ends_at, free_at, asked_at, asked_by, status,
                              choices, complete_by, change_until, lapses_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
                 ?19)",
    )?
    .execute(params![
        id.to_string(),
        free_reference(tx)?,
        CallId(Uuid::new_v4()).to_string(),
        place.account.to_string(),
        place.contact.to_string(),
        place.prisoner.to_string(),
        place.establishment.0,
        place.laptop.to_string(),
        place.month,
        sql::Time(starts_at),
        sql::Time(place.span.ends_at),
        sql::Time(place.span.free_at),
        sql::Time(now),
        sql::word(&new.asked_by)?,
        sql::json(new.status)?,
        sql::json(&new.choices)?,
        new.complete_by.map(sql::Time),
        sql::Time(new.change_until),
        lapses_at(new.status, starts_at, new.complete_by).map(sql::Time),
    ])?;
    Ok(id)
}

/// When a status ends by itself.
fn lapses_at(
    status: &BookingStatus,
    starts_at: DateTime<Utc>,
    complete_by: Option<DateTime<Utc>>,
) -> Option<DateTime<Utc>> {
    let earlier = |by: DateTime<Utc>| complete_by.map_or(by, |complete_by| by.min(complete_by));
    match status {
        BookingStatus::Requested { .. } => Some(earlier(starts_at)),
        BookingStatus::Asked { answer_by } => Some(earlier(starts_at.min(*answer_by))),
        BookingStatus::Offered { answer_by, .. } => Some(*answer_by),
        BookingStatus::Booked => complete_by,
        _ => None,
    }
}

/// Replaces who comes to a booking.
pub fn put_visitors(tx: &Connection, id: BookingId, guests: &[Guest]) -> rusqlite::Result<()> {
    tx.prepare_cached("DELETE FROM booking_visitor WHERE booking = ?1")?
        .execute([id.to_string()])?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO booking_visitor (booking, position, account, invitation, name, kind, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (
        position,
        Guest {
            visitor,
            invitation,
        },
    ) in guests.iter().enumerate()
    {
        insert.execute(params![
            id.to_string(),
            position as u64,
            visitor.account.map(|account| account.to_string()),
            invitation.map(|invitation| invitation.to_string()),
            visitor.name.as_str(),
            sql::word(&visitor.kind)?,
            sql::word(&visitor.state)?,
        ])?;
    }
    Ok(())
}

/// Who comes to a booking, in order.
pub fn party(c: &Connection, id: BookingId) -> rusqlite::Result<Vec<Guest>> {
    c.prepare_cached(
        "SELECT account, name, kind, state, invitation FROM booking_visitor
         WHERE booking = ?1 ORDER BY position",
    )?
    .query_map([id.to_string()], |row| {
        let (kind, state): (VisitorKind, VisitorState) =
            (sql::from_word(row, 2)?, sql::from_word(row, 3)?);
        let account: Option<String> = row.get(0)?;
        let invitation: Option<String> = row.get(4)?;
        Ok(Guest {
            visitor: Visitor {
                account: account.map(|_| sql::parsed(row, 0)).transpose()?,
                name: sql::from_word(row, 1)?,
                kind,
                state,
            },
            invitation: invitation.map(|_| sql::parsed(row, 4)).transpose()?,
        })
    })?
    .collect()
}

/// Keeps what has changed of a booking: its place, status, choices and times. Its calendar entry
/// counts that.
pub fn save(tx: &Connection, kept: &KeptBooking) -> rusqlite::Result<()> {
    let (booking, place) = (&kept.booking, &kept.place);
    tx.prepare_cached(
        "UPDATE booking SET sequence = sequence + 1, status = ?2, choices = ?3, complete_by = ?4,
                change_until = ?5, delayed_to = ?6, lapses_at = ?7, laptop = ?8, month = ?9,
                starts_at = ?10, ends_at = ?11, free_at = ?12
         WHERE id = ?1",
    )?
    .execute(params![
        booking.id.to_string(),
        sql::json(&booking.status)?,
        sql::json(&kept.choices)?,
        booking.complete_by,
        booking.change_until,
        booking.delayed_to,
        kept.lapses_at(),
        place.laptop.to_string(),
        place.month,
        place.span.starts_at,
        place.span.ends_at,
        place.span.free_at,
    ])?;
    Ok(())
}

/// A reference that nobody has: with 2^40 of them the first one nearly always.
fn free_reference(c: &Connection) -> rusqlite::Result<String> {
    loop {
        let reference = format!("{}-{}", letters_and_digits(4), letters_and_digits(4));
        let query = "SELECT EXISTS (SELECT 1 FROM booking WHERE reference = ?1)";
        if !c
            .prepare_cached(query)?
            .query_row([&reference], |row| row.get::<_, bool>(0))?
        {
            return Ok(reference);
        }
    }
}

/// The columns after [`PLACE`] that make a booking.
const BOOKING: &str = "id, reference, sequence, call, status,
    (SELECT person FROM contact WHERE contact.id = booking.contact),
    (SELECT time_zone FROM establishment WHERE establishment.id = booking.establishment),
    (SELECT json_group_array(json_object('account', account, 'name', name, 'kind', kind,
                                         'state', state) ORDER BY position)
     FROM booking_visitor WHERE booking_visitor.booking = booking.id),
    asked_by, choices, complete_by, change_until, delayed_to";

fn kept(row: &Row<'_>) -> rusqlite::Result<KeptBooking> {
    let place = place(row)?;
    let person: NewContact = sql::from_json(row, 14)?;
    let span = place.span;
    let kept = KeptBooking {
        booking: Booking {
            id: sql::parsed(row, 9)?,
            reference: Reference(row.get(10)?),
            sequence: row.get(11)?,
            call: sql::parsed(row, 12)?,
            status: sql::from_json(row, 13)?,
            contact: place.contact,
            prisoner: full_name(&person),
            establishment: place.establishment.clone(),
            time_zone: row.get(15)?,
            visitors: sql::from_json(row, 16)?,
            asked_by: sql::from_word(row, 17)?,
            choices: Vec::new(),
            complete_by: row.get(19)?,
            change_until: row.get(20)?,
            delayed_to: row.get(21)?,
            starts_at: span.starts_at,
            ends_at: span.ends_at,
            opens_at: span.starts_at,
        },
        choices: sql::from_json(row, 18)?,
        place,
    };
    Ok(kept.seen())
}

/// Two valid names make one, unless they are very long: then the last name stands for both.
pub fn full_name(person: &NewContact) -> PersonName {
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
        AND state IN ('booked', 'requested', 'asked', 'offered')";
    let found = select(c, condition, params![at.0, now])?.into_iter();
    let standing = found.map(|kept| kept.at(now));
    Ok(standing.filter(|kept| !kept.is_over()).collect())
}

/// An establishment's bookings that start in `from..to`, whatever became of them, earliest first.
pub fn bookings_starting(
    c: &Connection,
    at: &EstablishmentId,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> rusqlite::Result<Vec<KeptBooking>> {
    let condition = "establishment = ?1 AND starts_at >= ?2 AND starts_at < ?3";
    select(c, condition, params![at.0, from, to])
}

/// The calls of a person in prison, whoever asked and whatever became of them, latest start first.
pub fn of_prisoner(c: &Connection, prisoner: PrisonerId) -> rusqlite::Result<Vec<KeptBooking>> {
    let mut found = select(c, "prisoner = ?1", [prisoner.to_string()])?;
    found.reverse();
    Ok(found)
}

/// The bookings whose status has ended by itself and still stands.
pub fn lapsing(c: &Connection, now: DateTime<Utc>) -> rusqlite::Result<Vec<KeptBooking>> {
    select(c, "lapses_at <= ?1", [sql::Time(now)])
}

/// The bookings that are not over and wait for somebody to be ready.
pub fn with_unready(c: &Connection, account: AccountId) -> rusqlite::Result<Vec<KeptBooking>> {
    let condition = "complete_by IS NOT NULL AND id IN
        (SELECT booking FROM booking_visitor WHERE account = ?1 AND state <> 'ready')";
    let found = select(c, condition, [account.to_string()])?.into_iter();
    Ok(found.filter(|kept| !kept.is_over()).collect())
}

/// The bookings that are not over and name somebody who was invited.
pub fn with_invitation(
    c: &Connection,
    invitation: InvitationId,
) -> rusqlite::Result<Vec<KeptBooking>> {
    let condition = "id IN (SELECT booking FROM booking_visitor WHERE invitation = ?1)";
    let found = select(c, condition, [invitation.to_string()])?.into_iter();
    Ok(found.filter(|kept| !kept.is_over()).collect())
}

/// Of a booking whose call takes or took place. One that waits for somebody has no call yet.
const WITH_CALL: &str = "(state IN ('booked', 'completed')
    OR (state = 'offered' AND status ->> 'instead')) AND complete_by IS NULL";

/// The booking of a call that takes or took place.
pub fn booking_of_call(c: &Connection, call: CallId) -> rusqlite::Result<Option<KeptBooking>> {
    let condition = format!("call = ?1 AND {WITH_CALL}");
    Ok(select(c, &condition, [call.to_string()])?.pop())
}

/// Which calls are asked for.
#[derive(Debug, Clone, Copy)]
pub enum WhichCalls {
    /// Over or not.
    All,
    /// Those that wait or run.
    NotOver,
}

/// The bookings of calls that take or took place and start in a time, earliest first.
pub fn bookings_with_call(
    c: &Connection,
    times: &Range<DateTime<Utc>>,
    which: WhichCalls,
) -> rusqlite::Result<Vec<KeptBooking>> {
    let over = match which {
        WhichCalls::All => "",
        WhichCalls::NotOver => "AND state <> 'completed'",
    };
    let condition = format!("starts_at >= ?1 AND starts_at < ?2 {over} AND {WITH_CALL}");
    select(c, &condition, [times.start, times.end])
}

fn select(
    c: &Connection,
    condition: &str,
    values: impl rusqlite::Params,
) -> rusqlite::Result<Vec<KeptBooking>> {
    c.prepare_cached(&format!(
        "SELECT {PLACE}, {BOOKING} FROM booking WHERE {condition} ORDER BY starts_at, id"
    ))?
    .query_map(values, kept)?
    .collect()
}

/// Marks a booked call as over. Its calendar entry stays as it is.
pub fn complete(tx: &Connection, id: BookingId, status: &BookingStatus) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "UPDATE booking SET status = ?2, lapses_at = NULL
         WHERE id = ?1 AND (state = 'booked' OR (state = 'offered' AND status ->> 'instead'))",
    )?
    .execute(params![id.to_string(), sql::json(status)?])?;
    Ok(())
}
