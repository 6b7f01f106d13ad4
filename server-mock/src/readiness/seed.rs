//! Steps that a data folder starts with.

use super::store;
use chrono::{DateTime, TimeDelta, Utc};
use kinline_protocol::{
    ErrorCode, EstablishmentId, PersonName,
    readiness::{Step, StepDone},
};
use rusqlite::Connection;

/// Who noted seeded steps.
const WHO: &str = "Rollout team";

/// Notes steps as done so many days ago, in their order. With all of them it is live.
pub fn plant(
    tx: &Connection,
    id: &EstablishmentId,
    days_ago: &[Option<u32>],
    now: DateTime<Utc>,
) -> Result<(), crate::problem::Refusal> {
    let by = PersonName::parse(WHO).map_err(|_| ErrorCode::Internal)?;
    let done = Step::ALL.into_iter().zip(days_ago);
    let done: Vec<_> = done
        .filter_map(|(step, days)| Some((step, now - TimeDelta::days((*days)?.into()))))
        .collect();
    for (step, at) in &done {
        let note = StepDone {
            on: at.date_naive(),
            at: *at,
            by: by.clone(),
        };
        store::add_step(tx, id, *step, &note)?;
    }
    let last = done.iter().map(|(_, at)| *at).max();
    if let Some(last) = last.filter(|_| done.len() == Step::ALL.len()) {
        store::go_live(tx, id, last)?;
    }
    Ok(())
}
