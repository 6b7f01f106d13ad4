//! Recordings in the store.

use super::{FileChange, What, hash};
use crate::{
    audit::{Actor, Audit},
    database::{Database, DatabaseError},
    sql,
};
use kinline_protocol::{CallId, ParticipantId, RecordingId, call::Side};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde_json::json;
use std::{path::Path, time::Duration};

/// A recording as it is kept.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub id: RecordingId,
    pub call: CallId,
    pub participant: ParticipantId,
    pub side: Side,
    pub file: String,
    pub began_ms: i64,
    pub duration_ms: u64,
    pub bytes: u64,
    pub sha256: Option<String>,
}

const COLUMNS: &str =
    "SELECT id, call, participant, side, file, began_ms, duration_ms, bytes, sha256 FROM recording";

fn read(row: &Row<'_>) -> rusqlite::Result<Kept> {
    Ok(Kept {
        id: sql::parsed(row, 0)?,
        call: sql::parsed(row, 1)?,
        participant: sql::parsed(row, 2)?,
        side: sql::from_word(row, 3)?,
        file: row.get(4)?,
        began_ms: row.get(5)?,
        duration_ms: row.get(6)?,
        bytes: row.get(7)?,
        sha256: row.get(8)?,
    })
}

/// A call's recordings, in the order in which they began.
pub(super) fn of_call(c: &Connection, call: CallId) -> rusqlite::Result<Vec<Kept>> {
    c.prepare_cached(&format!(
        "{COLUMNS} WHERE call = ?1 ORDER BY began_ms, file"
    ))?
    .query_map([call.to_string()], read)?
    .collect()
}

/// A recording.
pub(super) fn by_id(c: &Connection, id: RecordingId) -> rusqlite::Result<Option<Kept>> {
    c.prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))?
        .query_row([id.to_string()], read)
        .optional()
}

/// Notes what happened to a file; that it is finished also in the audit log, with its hash.
pub fn note(tx: &Transaction<'_>, audit: &Audit, change: &FileChange) -> rusqlite::Result<()> {
    let id = change.recording;
    match &change.what {
        What::Began {
            new,
            file,
            began_ms,
        } => {
            tx.execute(
                "INSERT INTO recording (id, call, participant, side, file, began_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    id.to_string(),
                    new.call.to_string(),
                    new.participant.to_string(),
                    sql::word(&new.side)?,
                    file,
                    began_ms
                ],
            )?;
            let data = json!({ "call": new.call, "participant": new.participant });
            audit.record(tx, Actor::Server, "recording.began", subject(id), data)
        }
        What::Grew { bytes, duration } => {
            tx.execute(
                "UPDATE recording SET bytes = ?2, duration_ms = ?3 WHERE id = ?1 AND sha256 IS NULL",
                params![id.to_string(), bytes, millis(*duration)],
            )?;
            Ok(())
        }
        What::Finished {
            bytes,
            duration,
            sha256,
        } => finished(tx, audit, id, *bytes, millis(*duration), sha256),
    }
}

fn finished(
    tx: &Transaction<'_>,
    audit: &Audit,
    id: RecordingId,
    bytes: u64,
    duration_ms: u64,
    sha256: &str,
) -> rusqlite::Result<()> {
    tx.execute(
        "UPDATE recording SET bytes = ?2, duration_ms = ?3, sha256 = ?4 WHERE id = ?1",
        params![id.to_string(), bytes, duration_ms, sha256],
    )?;
    let data = json!({ "bytes": bytes, "duration_ms": duration_ms, "sha256": sha256 });
    audit.record(tx, Actor::Server, "recording.finished", subject(id), data)
}

fn subject(id: RecordingId) -> String {
    format!("recording:{id}")
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// Closes recordings that the end of the server cut off: what is in the file is what there is.
pub async fn close_unfinished(
    database: &Database,
    audit: &Audit,
    data: &Path,
) -> Result<(), DatabaseError> {
    let (audit, data) = (audit.clone(), data.to_owned());
    database
        .write(move |tx| {
            let open: Vec<Kept> = tx
                .prepare(&format!("{COLUMNS} WHERE sha256 IS NULL"))?
                .query_map([], read)?
                .collect::<Result<_, _>>()?;
            for kept in open {
                match hash(&data.join(&kept.file)) {
                    Ok((bytes, sha256)) => {
                        finished(tx, &audit, kept.id, bytes, kept.duration_ms, &sha256)?;
                    }
                    Err(error) => tracing::error!(%error, "a recording is missing"),
                }
            }
            Ok(())
        })
        .await
}
