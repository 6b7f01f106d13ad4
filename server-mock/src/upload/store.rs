//! The table of uploads.

use crate::sql;
use chrono::{DateTime, Utc};
use kinline_protocol::{AccountId, UploadId};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// An upload, whatever has come of it.
#[derive(Debug, Clone)]
pub(super) struct Upload {
    pub(super) id: UploadId,
    pub(super) account: AccountId,
    pub(super) length: u64,
    pub(super) metadata: String,
    pub(super) expires_at: DateTime<Utc>,
    /// What the checked photo is; absent until it is.
    pub(super) content_type: Option<String>,
}

/// Whether an upload can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Bytes are missing.
    Unfinished,
    /// It is a photo.
    Finished,
}

/// Whether an upload of this account can be used; `None` if there is none.
pub fn state(c: &Connection, account: AccountId, id: UploadId) -> rusqlite::Result<Option<State>> {
    let upload = find(c, id)?.filter(|upload| upload.account == account);
    Ok(upload.map(|upload| match upload.content_type {
        Some(_) => State::Finished,
        None => State::Unfinished,
    }))
}

pub(super) fn add(tx: &Connection, upload: &Upload) -> rusqlite::Result<()> {
    tx.execute(
        "INSERT INTO upload (id, account, length, metadata, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            upload.id.to_string(),
            upload.account.to_string(),
            upload.length,
            upload.metadata,
            upload.expires_at
        ],
    )?;
    Ok(())
}

pub(super) fn find(c: &Connection, id: UploadId) -> rusqlite::Result<Option<Upload>> {
    let query = "SELECT id, account, length, metadata, expires_at, content_type FROM upload
                 WHERE id = ?1";
    c.query_row(query, [id.to_string()], read).optional()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Upload> {
    Ok(Upload {
        id: UploadId(sql::parsed(row, 0)?),
        account: AccountId(sql::parsed(row, 1)?),
        length: row.get(2)?,
        metadata: row.get(3)?,
        expires_at: row.get(4)?,
        content_type: row.get(5)?,
    })
}

pub(super) fn finish(tx: &Connection, id: UploadId, content_type: &str) -> rusqlite::Result<()> {
    let query = "UPDATE upload SET content_type = ?2 WHERE id = ?1";
    tx.execute(query, params![id.to_string(), content_type])?;
    Ok(())
}

pub(super) fn delete(tx: &Connection, id: UploadId) -> rusqlite::Result<()> {
    tx.execute("DELETE FROM upload WHERE id = ?1", [id.to_string()])?;
    Ok(())
}

/// Unfinished uploads whose time is over.
pub(super) fn expired(c: &Connection, now: DateTime<Utc>) -> rusqlite::Result<Vec<UploadId>> {
    c.prepare_cached("SELECT id FROM upload WHERE content_type IS NULL AND expires_at <= ?1")?
        .query_map([now], |row| Ok(UploadId(sql::parsed(row, 0)?)))?
        .collect()
}

/// How many uploads of an account are in no identity case.
pub(super) fn loose(c: &Connection, account: AccountId) -> rusqlite::Result<u32> {
    let query = format!("SELECT count(*) FROM upload WHERE account = ?1 AND NOT {USED}");
    c.query_row(&query, [account.to_string()], |row| row.get(0))
}

/// Whether an identity case has it.
pub(super) fn is_used(c: &Connection, id: UploadId) -> rusqlite::Result<bool> {
    let query = format!("SELECT {USED} FROM upload WHERE id = ?1");
    Ok(c.query_row(&query, [id.to_string()], |row| row.get(0))
        .optional()?
        .unwrap_or(false))
}

const USED: &str = "EXISTS (SELECT 1 FROM identity_case, json_each(photos) AS photo
    WHERE photo.value ->> 'upload' = upload.id)";
