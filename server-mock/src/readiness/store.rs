//! Readiness in SQL.

use crate::sql;
use chrono::{DateTime, Days, Utc};
use kinline_protocol::{
    AccountId, EstablishmentId, LaptopId,
    limits::USUAL_WAIT_DAYS,
    readiness::{
        CheckKind, LaptopReadiness, LineCheck, Progress, Step, StepDone, StepState, Watch,
    },
};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// Checks that staff are shown.
const SHOWN: u32 = 20;

/// What families are told, of steps as they stand.
pub fn progress(live: bool, steps: &[StepState]) -> Progress {
    let done = |step| steps.iter().find(|s| s.step == step)?.done.as_ref();
    let delivered = done(Step::EquipmentDelivered).map(|done| done.on);
    match live {
        true => Progress::default(),
        false => Progress {
            next: Step::ALL.into_iter().find(|step| done(*step).is_none()),
            usual_live_on: delivered.and_then(|on| on.checked_add_days(Days::new(USUAL_WAIT_DAYS))),
        },
    }
}

/// Every step of an establishment, in order.
pub fn steps(c: &Connection, id: &EstablishmentId) -> rusqlite::Result<Vec<StepState>> {
    let mut done = c
        .prepare_cached(
            "SELECT step, done_on, done_at, done_by FROM readiness_step WHERE establishment = ?1",
        )?
        .query_map([&id.0], |row| {
            let done = StepDone {
                on: row.get(1)?,
                at: row.get(2)?,
                by: sql::from_word(row, 3)?,
            };
            Ok((sql::from_word(row, 0)?, done))
        })?
        .collect::<rusqlite::Result<BTreeMap<Step, StepDone>>>()?;
    let state = |step| StepState {
        step,
        done: done.remove(&step),
    };
    Ok(Step::ALL.into_iter().map(state).collect())
}

/// Notes that a step is done; a later note replaces an earlier one.
pub fn add_step(
    tx: &Connection,
    id: &EstablishmentId,
    step: Step,
    done: &StepDone,
) -> rusqlite::Result<()> {
    tx.execute(
        "INSERT INTO readiness_step (establishment, step, done_on, done_at, done_by)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (establishment, step) DO UPDATE
         SET done_on = excluded.done_on, done_at = excluded.done_at, done_by = excluded.done_by",
        params![id.0, sql::word(&step)?, done.on, done.at, done.by.as_str()],
    )?;
    Ok(())
}

/// Takes a step back.
pub fn remove_step(tx: &Connection, id: &EstablishmentId, step: Step) -> rusqlite::Result<()> {
    tx.execute(
        "DELETE FROM readiness_step WHERE establishment = ?1 AND step = ?2",
        params![id.0, sql::word(&step)?],
    )?;
    Ok(())
}

/// Whether it is live, and since when. (Older data folders do not know since when.)
pub fn live(
    c: &Connection,
    id: &EstablishmentId,
) -> rusqlite::Result<Option<(bool, Option<DateTime<Utc>>)>> {
    c.prepare_cached("SELECT live, live_since FROM establishment WHERE id = ?1")?
        .query_row([&id.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

/// Makes it live.
pub fn go_live(tx: &Connection, id: &EstablishmentId, at: DateTime<Utc>) -> rusqlite::Result<()> {
    tx.execute(
        "UPDATE establishment SET live = TRUE, live_since = ?2 WHERE id = ?1",
        params![id.0, at],
    )?;
    Ok(())
}

/// Keeps a check that is over.
pub fn add_check(tx: &Connection, id: &EstablishmentId, check: &LineCheck) -> rusqlite::Result<()> {
    tx.execute(
        "INSERT INTO line_check (id, establishment, laptop, at, kind, passed, outcome)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            check.id.to_string(),
            id.0,
            check.laptop.to_string(),
            check.at,
            sql::word(&check.kind)?,
            check.passed,
            sql::json(check)?,
        ],
    )?;
    Ok(())
}

/// The newest checks, newest first.
pub fn checks(c: &Connection, id: &EstablishmentId) -> rusqlite::Result<Vec<LineCheck>> {
    c.prepare_cached(
        "SELECT outcome FROM line_check WHERE establishment = ?1 ORDER BY number DESC LIMIT ?2",
    )?
    .query_map(params![id.0, SHOWN], |row| sql::from_json(row, 0))?
    .collect()
}

/// Every laptop, by name, and when a test call last passed on it.
pub fn laptops(c: &Connection, id: &EstablishmentId) -> rusqlite::Result<Vec<LaptopReadiness>> {
    c.prepare_cached(
        "SELECT id, name, (SELECT max(at) FROM line_check
                           WHERE laptop = worker.id AND kind = ?2 AND passed)
         FROM worker WHERE establishment = ?1 AND role = 'laptop' ORDER BY name, id",
    )?
    .query_map(params![id.0, sql::word(&CheckKind::TestCall)?], |row| {
        Ok(LaptopReadiness {
            laptop: LaptopId(sql::parsed(row, 0)?),
            name: sql::from_word(row, 1)?,
            passed_at: row.get(2)?,
        })
    })?
    .collect()
}

/// Notes that a family wants to be told; asking again changes nothing.
pub fn add_watch(
    tx: &Connection,
    account: AccountId,
    id: &EstablishmentId,
    at: DateTime<Utc>,
) -> rusqlite::Result<()> {
    tx.execute(
        "INSERT INTO watch (account, establishment, asked_at) VALUES (?1, ?2, ?3)
         ON CONFLICT DO NOTHING",
        params![account.to_string(), id.0, at],
    )?;
    Ok(())
}

/// They need not be told any more.
pub fn remove_watch(
    tx: &Connection,
    account: AccountId,
    id: &EstablishmentId,
) -> rusqlite::Result<()> {
    tx.execute(
        "DELETE FROM watch WHERE account = ?1 AND establishment = ?2",
        params![account.to_string(), id.0],
    )?;
    Ok(())
}

/// What a family wants to be told of, oldest first.
pub fn watches(c: &Connection, account: AccountId) -> rusqlite::Result<Vec<Watch>> {
    c.prepare_cached(
        "SELECT w.establishment, w.asked_at, e.live_since
         FROM watch w JOIN establishment e ON e.id = w.establishment
         WHERE w.account = ?1 ORDER BY w.asked_at, w.establishment",
    )?
    .query_map([account.to_string()], |row| {
        Ok(Watch {
            establishment: EstablishmentId(row.get(0)?),
            asked_at: row.get(1)?,
            live_since: row.get(2)?,
        })
    })?
    .collect()
}

/// Who wants to be told of an establishment.
pub fn watchers(c: &Connection, id: &EstablishmentId) -> rusqlite::Result<Vec<AccountId>> {
    c.prepare_cached("SELECT account FROM watch WHERE establishment = ?1 ORDER BY asked_at")?
        .query_map([&id.0], |row| Ok(AccountId(sql::parsed(row, 0)?)))?
        .collect()
}
