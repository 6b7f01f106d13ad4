//! Sightings, and portraits of people in prison, in the store.

use crate::sql;
use chrono::{DateTime, TimeDelta, Utc};
use kinline_protocol::{
    CallId, ParticipantId, PersonName, PrisonerId, SightingId,
    call::Side,
    faces::{Sighting, SightingAnswer},
    limits::SIGHTING_PICTURE_DAYS,
};
use kinline_vision::Template;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// Keeps a new one, with its picture.
pub fn begin(
    c: &Connection,
    call: CallId,
    sighting: &Sighting,
    picture: &[u8],
) -> rusqlite::Result<()> {
    c.prepare_cached(
        "INSERT INTO sighting (id, call, participant, side, seen, at, picture)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        sighting.id.to_string(),
        call.to_string(),
        sighting.participant.to_string(),
        sql::word(&sighting.side)?,
        sql::word(&sighting.seen)?,
        sighting.at,
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

/// A call's, latest first. `name`: what those in the call are called; of others there is none.
pub fn of_call(
    c: &Connection,
    call: CallId,
    name: impl Fn(ParticipantId) -> Option<PersonName>,
) -> rusqlite::Result<Vec<Sighting>> {
    let mut query = c.prepare_cached(
        "SELECT id, participant, side, seen, at, gone_at, answer, paused_ms FROM sighting
         WHERE call = ?1 ORDER BY number DESC",
    )?;
    let found = query.query_and_then([call.to_string()], |row| read(row, &name))?;
    found.filter_map(Result::transpose).collect()
}

/// The picture of one of a call.
pub fn picture(c: &Connection, call: CallId, id: SightingId) -> rusqlite::Result<Option<Vec<u8>>> {
    c.prepare_cached("SELECT picture FROM sighting WHERE call = ?1 AND id = ?2")?
        .query_row([call.to_string(), id.to_string()], |row| row.get(0))
        .optional()
}

fn read(
    row: &Row<'_>,
    name: impl Fn(ParticipantId) -> Option<PersonName>,
) -> rusqlite::Result<Option<Sighting>> {
    let participant = ParticipantId(sql::parsed(row, 1)?);
    let Some(name) = name(participant) else {
        return Ok(None);
    };
    Ok(Some(Sighting {
        id: SightingId(sql::parsed(row, 0)?),
        participant,
        name,
        side: sql::from_word(row, 2)?,
        seen: sql::from_word(row, 3)?,
        at: row.get(4)?,
        gone_at: row.get(5)?,
        answer: match row.get_ref(6)? {
            rusqlite::types::ValueRef::Null => None,
            _ => Some(sql::from_word(row, 6)?),
        },
        paused_ms: row.get(7)?,
    }))
}

/// Staff allowed somebody in a call who looks like this.
pub fn allow(
    c: &Connection,
    call: CallId,
    side: Side,
    templates: &[Template],
) -> rusqlite::Result<()> {
    let mut insert =
        c.prepare_cached("INSERT INTO allowed_face (call, side, template) VALUES (?1, ?2, ?3)")?;
    for template in templates {
        insert.execute(params![
            call.to_string(),
            sql::word(&side)?,
            template.to_bytes()
        ])?;
    }
    Ok(())
}

/// What those look like whom staff allowed in a call.
pub fn allowed(c: &Connection, call: CallId, side: Side) -> rusqlite::Result<Vec<Template>> {
    let mut query =
        c.prepare_cached("SELECT template FROM allowed_face WHERE call = ?1 AND side = ?2")?;
    let found = query.query_map(params![call.to_string(), sql::word(&side)?], |row| {
        Ok(Template::from_bytes(row.get_ref(0)?.as_blob()?))
    })?;
    found.filter_map(Result::transpose).collect()
}

/// A call is over: what those look like who were allowed is wiped.
pub fn forget(c: &Connection, call: CallId) -> rusqlite::Result<()> {
    c.prepare_cached("DELETE FROM allowed_face WHERE call = ?1")?
        .execute([call.to_string()])?;
    Ok(())
}

/// Pictures whose time is up are deleted, and what a crash left of calls that are over.
pub fn tidy(c: &Connection, now: DateTime<Utc>) -> rusqlite::Result<()> {
    let limit = now - TimeDelta::days(SIGHTING_PICTURE_DAYS);
    c.prepare_cached("UPDATE sighting SET picture = x'' WHERE at < ?1 AND picture != x''")?
        .execute([limit])?;
    c.prepare_cached("DELETE FROM allowed_face WHERE call IN (SELECT id FROM call WHERE over)")?
        .execute([])?;
    Ok(())
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

#[cfg(test)]
#[path = "store_tests.rs"]
mod tests;
