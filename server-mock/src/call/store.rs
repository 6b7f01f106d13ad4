//! Calls in the store.

use super::machine::Machine;
use crate::sql;
use kinline_protocol::CallId;
use rusqlite::{Connection, OptionalExtension, params};

/// Keeps a call's state.
pub(super) fn save(
    c: &Connection,
    call: CallId,
    machine: &str,
    over: bool,
) -> rusqlite::Result<()> {
    c.prepare_cached(
        "INSERT INTO call (id, machine, over) VALUES (?1, ?2, ?3)
         ON CONFLICT (id) DO UPDATE SET machine = excluded.machine, over = excluded.over",
    )?
    .execute(params![call.to_string(), machine, over])?;
    Ok(())
}

/// A call's state as it was last kept.
pub(super) fn saved(c: &Connection, call: CallId) -> rusqlite::Result<Option<Machine>> {
    c.prepare_cached("SELECT machine FROM call WHERE id = ?1")?
        .query_row([call.to_string()], |row| sql::from_json(row, 0))
        .optional()
}

/// Whether a call is over.
pub(super) fn is_over(c: &Connection, call: CallId) -> rusqlite::Result<bool> {
    let over = c
        .prepare_cached("SELECT over FROM call WHERE id = ?1")?
        .query_row([call.to_string()], |row| row.get(0))
        .optional()?;
    Ok(over.unwrap_or(false))
}
