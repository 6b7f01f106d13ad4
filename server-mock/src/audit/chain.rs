//! The chain of hashes.

use crate::sql;
use chrono::SecondsFormat;
use kinline_protocol::console::Event;
use rusqlite::{Connection, Row};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::fmt;

/// The first line that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Its number, or the number that is missing.
    pub number: u64,
    /// What is wrong with it.
    pub why: &'static str,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.number, self.why)
    }
}

/// Goes through the whole log. How many lines there are, or the first that does not fit.
pub fn verify(c: &Connection) -> rusqlite::Result<Result<u64, Broken>> {
    let mut statement = c.prepare(
        "SELECT number, at, actor, action, subject, data, hash FROM event ORDER BY number",
    )?;
    let mut rows = statement.query([])?;
    let (mut count, mut previous) = (0, String::new());
    while let Some(row) = rows.next()? {
        let broken = |number, why| Ok(Err(Broken { number, why }));
        let Ok(event) = read(row) else {
            return broken(count + 1, "it cannot be read");
        };
        if event.number != count + 1 {
            return broken(count + 1, "it is missing");
        }
        if event.hash != hash(&previous, &event) {
            return broken(
                event.number,
                "its hash does not fit: it or a line before it was changed",
            );
        }
        (count, previous) = (event.number, event.hash);
    }
    Ok(Ok(count))
}

/// SHA-256, in hex, over the hash before it, a newline, and the line as a JSON array. Keys of
/// `data` are sorted (serde_json's own order), so the same line always gives the same bytes.
pub(super) fn hash(previous: &str, event: &Event) -> String {
    let at = event.at.to_rfc3339_opts(SecondsFormat::Millis, true);
    let line = json!([
        event.number,
        at,
        event.actor,
        event.action,
        event.subject,
        event.data
    ]);
    let digest = Sha256::digest(format!("{previous}\n{line}"));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Event> {
    Ok(Event {
        number: row.get(0)?,
        at: row.get(1)?,
        actor: row.get(2)?,
        action: row.get(3)?,
        subject: row.get(4)?,
        data: sql::from_json(row, 5)?,
        hash: row.get(6)?,
    })
}
