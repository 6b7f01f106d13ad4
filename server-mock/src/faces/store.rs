//! Sightings, and portraits of people in prison, in the store.

use crate::sql;
use chrono::{DateTime, Utc};
use kinline_protocol::{
    CallId, ParticipantId, PrisonerId, SightingId,
    call::Side,
    faces::{Seen, SightingAnswer},
};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A face that staff were told of.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Names it.
    pub id: SightingId,
    /// In which call.
    pub call: CallId,
    /// Whose picture.
    pub participant: ParticipantId,
    /// On which side.
    pub side: Side,
    /// What was seen.
    pub seen: Seen,
    /// When.
    pub at: DateTime<Utc>,
    /// Since when it is gone.
    pub gone_at: Option<DateTime<Utc>>,
    /// What staff said.
    pub answer: Option<SightingAnswer>,
    /// How long it paused the call, as far as that is over, milliseconds.
    pub paused_ms: u64,
}

/// Keeps a new one, with its picture.
pub fn begin(c: &Connection, kept: &Kept, picture: &[u8]) -> rusqlite::Result<()> {
    c.prepare_cached(
        "INSERT INTO sighting (id, call, participant, side, seen, at, picture)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        kept.id.to_string(),
        kept.call.to_string(),
        kept.participant.to_string(),
        sql::word(&kept.side)?,
        sql::word(&kept.seen)?,
        kept.at,
        picture
    ])?;
    Ok(())
}

/// It is gone, or answered; it paused the call for so long.
pub fn gone(
    c: &Connection,
    id: SightingId,
    gone_at: Option<DateTime<Utc>>,
    paused_ms: u64,
) -> rusqlite::Result<()> {
    c.prepare_cached(
        "UPDATE sighting SET gone_at = coalesce(gone_at, ?2), paused_ms = ?3 WHERE id = ?1",
    )?
    .execute(params![id.to_string(), gone_at, paused_ms])?;
    Ok(())
}

/// Staff said something to it.
pub fn answer(c: &Connection, id: SightingId, answer: SightingAnswer) -> rusqlite::Result<()> {
    c.prepare_cached("UPDATE sighting SET answer = ?2 WHERE id = ?1")?
        .execute(params![id.to_string(), sql::word(&answer)?])?;
    Ok(())
}

/// Nothing was seen while the server was down: what was open then is gone.
pub fn close_open(c: &Connection, now: DateTime<Utc>) -> rusqlite::Result<()> {
    c.execute(
        "UPDATE sighting SET gone_at = ?1 WHERE gone_at IS NULL",
        [now],
    )?;
    Ok(())
}

/// A call's, latest first.
pub fn of_call(c: &Connection, call: CallId) -> rusqlite::Result<Vec<Kept>> {
    c.prepare_cached(
        "SELECT id, call, participant, side, seen, at, gone_at, answer, paused_ms FROM sighting
         WHERE call = ?1 ORDER BY number DESC",
    )?
    .query_map([call.to_string()], read)?
    .collect()
}

/// The picture of one of a call.
pub fn picture(c: &Connection, call: CallId, id: SightingId) -> rusqlite::Result<Option<Vec<u8>>> {
    c.prepare_cached("SELECT picture FROM sighting WHERE call = ?1 AND id = ?2")?
        .query_row([call.to_string(), id.to_string()], |row| row.get(0))
        .optional()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Kept> {
    Ok(Kept {
        id: SightingId(sql::parsed(row, 0)?),
        call: CallId(sql::parsed(row, 1)?),
        participant: ParticipantId(sql::parsed(row, 2)?),
        side: sql::from_word(row, 3)?,
        seen: sql::from_word(row, 4)?,
        at: row.get(5)?,
        gone_at: row.get(6)?,
        answer: match row.get_ref(7)? {
            rusqlite::types::ValueRef::Null => None,
            _ => Some(sql::from_word(row, 7)?),
        },
        paused_ms: row.get(8)?,
    })
}

/// The portrait of a person in prison, JPEG.
pub fn portrait(c: &Connection, prisoner: PrisonerId) -> rusqlite::Result<Option<Vec<u8>>> {
    c.prepare_cached("SELECT photo FROM prisoner_portrait WHERE prisoner = ?1")?
        .query_row([prisoner.to_string()], |row| row.get(0))
        .optional()
}

/// Whether there is one.
pub fn has_portrait(c: &Connection, prisoner: PrisonerId) -> rusqlite::Result<bool> {
    c.prepare_cached("SELECT 1 FROM prisoner_portrait WHERE prisoner = ?1")?
        .exists([prisoner.to_string()])
}

/// Keeps a portrait in place of the one before.
pub fn set_portrait(
    c: &Connection,
    prisoner: PrisonerId,
    photo: &[u8],
    now: DateTime<Utc>,
) -> rusqlite::Result<()> {
    c.execute(
        "INSERT INTO prisoner_portrait (prisoner, photo, changed_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (prisoner) DO UPDATE SET photo = excluded.photo, changed_at = excluded.changed_at",
        params![prisoner.to_string(), photo, now],
    )?;
    Ok(())
}
