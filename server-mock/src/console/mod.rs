//! What a developer does to the mock.

use crate::app::AppState;
use chrono::TimeDelta;
use rusqlite::{Connection, OptionalExtension};
use utoipa_axum::router::OpenApiRouter;

/// The feature's endpoints.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
}

/// How far the clock was ahead when it was last moved.
pub fn kept_clock_offset(c: &Connection) -> rusqlite::Result<TimeDelta> {
    let query = "SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'clock_offset_ms'";
    let kept = c.query_row(query, [], |row| row.get(0)).optional()?;
    Ok(kept
        .and_then(TimeDelta::try_milliseconds)
        .unwrap_or_default())
}

/// Remembers how far the clock is ahead, for the next start.
pub fn keep_clock_offset(c: &Connection, offset: TimeDelta) -> rusqlite::Result<()> {
    c.execute(
        "INSERT INTO setting (name, value) VALUES ('clock_offset_ms', ?1)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [offset.num_milliseconds().to_string()],
    )?;
    Ok(())
}
