//! The queue in SQL.

use crate::sql;
use chrono::{DateTime, Utc};
use kinline_protocol::{
    AccountId, EstablishmentId, HoldId, WaitingId, booking::Hold, waiting::NewWaiting,
};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

/// A place in the queue as it is kept.
pub struct Kept {
    /// Names it.
    pub id: WaitingId,
    /// Who waits.
    pub account: AccountId,
    /// For what.
    pub wish: NewWaiting,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Where.
    pub establishment: EstablishmentId,
}

/// Adds a wish, or changes the one that there is for the contact.
pub fn put(
    tx: &Connection,
    account: AccountId,
    at: &EstablishmentId,
    wish: &NewWaiting,
    now: DateTime<Utc>,
) -> rusqlite::Result<WaitingId> {
    tx.prepare_cached(
        "INSERT INTO waiting (id, account, contact, establishment, wish, since)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (contact) DO UPDATE SET wish = excluded.wish RETURNING id",
    )?
    .query_row(
        params![
            Uuid::new_v4().to_string(),
            account.to_string(),
            wish.contact.to_string(),
            at.0,
            sql::json(wish)?,
            now,
        ],
        |row| sql::parsed(row, 0),
    )
}

/// Who waits at an establishment, longest first.
pub fn queue(c: &Connection, at: &EstablishmentId) -> rusqlite::Result<Vec<Kept>> {
    select(c, "establishment = ?1", [&at.0])
}

/// What an account waits for, in the order of asking.
pub fn of(c: &Connection, account: AccountId) -> rusqlite::Result<Vec<Kept>> {
    select(c, "account = ?1", [account.to_string()])
}

/// One's own place in a queue.
pub fn own(c: &Connection, account: AccountId, id: WaitingId) -> rusqlite::Result<Option<Kept>> {
    Ok(of(c, account)?.into_iter().find(|kept| kept.id == id))
}

/// Ends waiting.
pub fn remove(tx: &Connection, id: &str) -> rusqlite::Result<()> {
    tx.prepare_cached("DELETE FROM waiting WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

/// What they are offered now, if anything.
pub fn offer(
    c: &Connection,
    id: WaitingId,
    now: DateTime<Utc>,
) -> rusqlite::Result<Option<HoldId>> {
    c.prepare_cached("SELECT id FROM hold WHERE request = ?1 AND NOT ended AND expires_at > ?2")?
        .query_row(params![id.to_string(), now], |row| sql::parsed(row, 0))
        .optional()
}

/// Whether they were offered a start before.
pub fn was_offered(
    c: &Connection,
    id: WaitingId,
    starts_at: DateTime<Utc>,
) -> rusqlite::Result<bool> {
    c.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM waiting_offer WHERE waiting = ?1 AND starts_at = ?2)",
    )?
    .query_row(params![id.to_string(), starts_at], |row| row.get(0))
}

/// Keeps what they were offered.
pub fn offered(tx: &Connection, id: WaitingId, hold: &Hold) -> rusqlite::Result<()> {
    tx.prepare_cached("INSERT INTO waiting_offer (waiting, starts_at, hold) VALUES (?1, ?2, ?3)")?
        .execute(params![
            id.to_string(),
            hold.slot.starts_at,
            hold.id.to_string()
        ])?;
    Ok(())
}

fn select(
    c: &Connection,
    condition: &str,
    values: impl rusqlite::Params,
) -> rusqlite::Result<Vec<Kept>> {
    c.prepare_cached(&format!(
        "SELECT id, account, wish, since, establishment FROM waiting
         WHERE {condition} ORDER BY since, id"
    ))?
    .query_map(values, kept)?
    .collect()
}

fn kept(row: &Row<'_>) -> rusqlite::Result<Kept> {
    Ok(Kept {
        id: sql::parsed(row, 0)?,
        account: sql::parsed(row, 1)?,
        wish: sql::from_json(row, 2)?,
        since: row.get(3)?,
        establishment: EstablishmentId(row.get(4)?),
    })
}
