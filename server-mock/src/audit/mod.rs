//! The append-only log: each line carries the SHA-256 of itself and the line before it, so a line
//! that was changed, taken out or put in breaks the chain there.
//!
//! Lines name people by role and id only: no names, no addresses.

mod chain;

pub use chain::{Broken, verify};

use crate::{clock::Clock, sql};
use kinline_protocol::{AccountId, LaptopId, console::Event};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde_json::Value;
use std::fmt;
use uuid::Uuid;

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A family member.
    Family(AccountId),
    /// A reviewer of identities.
    Reviewer(Uuid),
    /// A member of staff.
    Staff(Uuid),
    /// A laptop.
    Laptop(LaptopId),
    /// Who runs the mock.
    Developer,
    /// The server by itself: time ran out, data were seeded.
    Server,
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Family(id) => write!(f, "family:{id}"),
            Self::Reviewer(id) => write!(f, "reviewer:{id}"),
            Self::Staff(id) => write!(f, "staff:{id}"),
            Self::Laptop(id) => write!(f, "laptop:{id}"),
            Self::Developer => f.write_str("developer"),
            Self::Server => f.write_str("server"),
        }
    }
}

/// Writes the log.
#[derive(Debug, Clone)]
pub struct Audit {
    clock: Clock,
}

impl Audit {
    /// A log that is dated by this clock.
    pub fn new(clock: Clock) -> Self {
        Self { clock }
    }

    /// Adds a line in the same transaction as what it tells, so that neither is without the other.
    ///
    /// `action` is a feature and what happened (`booking.booked`), `subject` a kind and an id
    /// (`booking:UUID`), `data` an object without personal data.
    pub fn record(
        &self,
        tx: &Transaction<'_>,
        actor: Actor,
        action: &str,
        subject: impl fmt::Display,
        data: Value,
    ) -> rusqlite::Result<()> {
        let last = last(tx)?;
        let mut event = Event {
            number: last.as_ref().map_or(1, |(number, _)| number + 1),
            at: self.clock.now(),
            actor: actor.to_string(),
            action: action.to_owned(),
            subject: subject.to_string(),
            data,
            hash: String::new(),
        };
        event.hash = chain::hash(last.as_ref().map_or("", |(_, hash)| hash), &event);
        tx.prepare_cached(
            "INSERT INTO event (number, at, actor, action, subject, data, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            event.number,
            sql::Time(event.at),
            event.actor,
            event.action,
            event.subject,
            event.data.to_string(),
            event.hash
        ])?;
        Ok(())
    }
}

/// Lines after a number, oldest first.
pub fn after(c: &Connection, number: u64, limit: u32) -> rusqlite::Result<Vec<Event>> {
    c.prepare_cached(
        "SELECT number, at, actor, action, subject, data, hash FROM event
         WHERE number > ?1 ORDER BY number LIMIT ?2",
    )?
    .query_map(params![number, limit], chain::read)?
    .collect()
}

fn last(c: &Connection) -> rusqlite::Result<Option<(u64, String)>> {
    let query = "SELECT number, hash FROM event ORDER BY number DESC LIMIT 1";
    c.prepare_cached(query)?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}
