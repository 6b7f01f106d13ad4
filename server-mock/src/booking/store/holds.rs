//! Slots that are kept for a while.

use super::{PLACE, Place, place};
use crate::sql;
use chrono::{DateTime, Utc};
use kinline_protocol::{AccountId, HoldId};
use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a slot is kept for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldKind {
    /// The family chose it.
    Choice,
    /// The establishment offers it for one of the family's bookings.
    Offer,
    /// It was given back, and the family waits for one.
    Waiting,
}

/// A hold as it is kept.
#[derive(Debug, Clone)]
pub struct KeptHold {
    /// Names it.
    pub id: HoldId,
    /// What it keeps.
    pub place: Place,
    /// Until when.
    pub expires_at: DateTime<Utc>,
    /// Whether it was given back, replaced or booked.
    pub ended: bool,
    /// What for.
    pub kind: HoldKind,
    /// Of what it is a choice.
    pub request: String,
}

impl KeptHold {
    /// Whether it still keeps its slot.
    pub fn is_live(&self, now: DateTime<Utc>) -> bool {
        !self.ended && self.expires_at > now
    }
}

/// Keeps a hold.
pub fn add_hold(
    tx: &Connection,
    place: &Place,
    kind: HoldKind,
    request: &str,
    expires_at: DateTime<Utc>,
) -> rusqlite::Result<HoldId> {
    let id = HoldId(Uuid::now_v7());
    tx.prepare_cached(
        "INSERT INTO hold (id, account, contact, prisoner, establishment, laptop, month,
                           starts_at, ends_at, free_at, expires_at, kind, request)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?
    .execute(params![
        id.to_string(),
        place.account.to_string(),
        place.contact.to_string(),
        place.prisoner.to_string(),
        place.establishment.0,
        place.laptop.to_string(),
        place.month,
        sql::Time(place.span.starts_at),
        sql::Time(place.span.ends_at),
        sql::Time(place.span.free_at),
        sql::Time(expires_at),
        sql::word(&kind)?,
        request,
    ])?;
    Ok(id)
}

/// Ends a hold.
pub fn end_hold(tx: &Connection, id: HoldId) -> rusqlite::Result<()> {
    tx.prepare_cached("UPDATE hold SET ended = 1 WHERE id = ?1")?
        .execute([id.to_string()])?;
    Ok(())
}

/// A hold by id.
pub fn hold(c: &Connection, id: HoldId) -> rusqlite::Result<Option<KeptHold>> {
    Ok(select(c, "id = ?1", [id.to_string()])?.pop())
}

/// What an account has chosen and not given back, in the order of choosing.
pub fn holds_of(c: &Connection, account: AccountId) -> rusqlite::Result<Vec<KeptHold>> {
    let condition = "account = ?1 AND kind = 'choice' AND NOT ended";
    select(c, condition, [account.to_string()])
}

/// Whatever is kept for a request.
pub fn holds_of_request(c: &Connection, request: &str) -> rusqlite::Result<Vec<KeptHold>> {
    select(c, "request = ?1 AND NOT ended", [request])
}

/// The holds that have run out and are not ended yet.
pub fn run_out(c: &Connection, now: DateTime<Utc>) -> rusqlite::Result<Vec<KeptHold>> {
    select(c, "NOT ended AND expires_at <= ?1", [sql::Time(now)])
}

fn select(
    c: &Connection,
    condition: &str,
    values: impl rusqlite::Params,
) -> rusqlite::Result<Vec<KeptHold>> {
    // The plus has SQLite look few up and sort them, where it would read all there ever were, in order.
    c.prepare_cached(&format!(
        "SELECT {PLACE}, id, expires_at, ended, kind, request FROM hold
         WHERE {condition} ORDER BY +rowid"
    ))?
    .query_map(values, kept)?
    .collect()
}

fn kept(row: &Row<'_>) -> rusqlite::Result<KeptHold> {
    Ok(KeptHold {
        place: place(row)?,
        id: sql::parsed(row, 9)?,
        expires_at: sql::time(row, 10)?,
        ended: row.get(11)?,
        kind: sql::from_word(row, 12)?,
        request: row.get(13)?,
    })
}
