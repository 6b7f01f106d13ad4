//! Invitations and children in SQL.

use crate::sql;
use chrono::{DateTime, Utc};
use kinline_protocol::{
    AccountId, ChildId, InvitationId, PersonName,
    people::{Child, Invitation, NewChild},
};
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// An invitation and who made it.
pub struct Found {
    /// The invitation.
    pub invitation: Invitation,
    /// Whose.
    pub account: AccountId,
}

/// Adds an invitation that was made and expires at some times.
pub fn add_invitation(
    tx: &Connection,
    account: AccountId,
    name: &PersonName,
    token: &str,
    (invited_at, expires_at): (DateTime<Utc>, DateTime<Utc>),
) -> rusqlite::Result<Invitation> {
    let invitation = Invitation {
        id: InvitationId(Uuid::new_v4()),
        name: name.clone(),
        expires_at,
    };
    tx.prepare_cached(
        "INSERT INTO invitation (id, account, name, token, invited_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        invitation.id.to_string(),
        account.to_string(),
        name.as_str(),
        hash(token),
        invited_at,
        expires_at,
    ])?;
    Ok(invitation)
}

/// Whom an account invited and who can still accept, in the order of inviting.
pub fn open_invitations(
    c: &Connection,
    account: AccountId,
    now: DateTime<Utc>,
) -> rusqlite::Result<Vec<Invitation>> {
    c.prepare_cached(
        "SELECT id, name, expires_at, account FROM invitation
         WHERE account = ?1 AND accepted_by IS NULL AND expires_at > ?2
         ORDER BY invited_at, rowid",
    )?
    .query_map(params![account.to_string(), now], |row| {
        Ok(found(row)?.invitation)
    })?
    .collect()
}

/// The invitation of a link that still works.
pub fn by_token(
    c: &Connection,
    token: &str,
    now: DateTime<Utc>,
) -> rusqlite::Result<Option<Found>> {
    c.prepare_cached(
        "SELECT id, name, expires_at, account FROM invitation
         WHERE token = ?1 AND accepted_by IS NULL AND expires_at > ?2",
    )?
    .query_row(params![hash(token), now], found)
    .optional()
}

/// Makes who accepted a companion, under the name that the family gave them.
pub fn accept(
    tx: &Connection,
    found: &Found,
    by: AccountId,
    now: DateTime<Utc>,
) -> rusqlite::Result<()> {
    tx.prepare_cached("UPDATE invitation SET accepted_by = ?2 WHERE id = ?1")?
        .execute([found.invitation.id.to_string(), by.to_string()])?;
    tx.prepare_cached(
        "INSERT INTO companion (account, companion, added_at, called) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO NOTHING",
    )?
    .execute(params![
        found.account.to_string(),
        by.to_string(),
        now,
        found.invitation.name.as_str(),
    ])?;
    Ok(())
}

/// Takes an open invitation back. Returns whether there was one.
pub fn remove_invitation(
    tx: &Connection,
    account: AccountId,
    id: InvitationId,
) -> rusqlite::Result<bool> {
    let removed = tx
        .prepare_cached(
            "DELETE FROM invitation WHERE account = ?1 AND id = ?2 AND accepted_by IS NULL",
        )?
        .execute([account.to_string(), id.to_string()])?;
    Ok(removed > 0)
}

/// Adds a child.
pub fn add_child(
    tx: &Connection,
    account: AccountId,
    details: NewChild,
    now: DateTime<Utc>,
) -> rusqlite::Result<Child> {
    let id = ChildId(Uuid::new_v4());
    tx.prepare_cached(
        "INSERT INTO child (id, account, details, added_at) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![
        id.to_string(),
        account.to_string(),
        sql::json(&details)?,
        now
    ])?;
    Ok(Child { id, details })
}

/// An account's children, in the order of adding.
pub fn children(c: &Connection, account: AccountId) -> rusqlite::Result<Vec<Child>> {
    c.prepare_cached("SELECT id, details FROM child WHERE account = ?1 ORDER BY added_at, rowid")?
        .query_map([account.to_string()], |row| {
            Ok(Child {
                id: sql::parsed(row, 0)?,
                details: sql::from_json(row, 1)?,
            })
        })?
        .collect()
}

/// One of an account's children.
pub fn child(c: &Connection, account: AccountId, id: ChildId) -> rusqlite::Result<Option<Child>> {
    Ok(children(c, account)?
        .into_iter()
        .find(|child| child.id == id))
}

/// Takes a child off the list. Returns whether there was one.
pub fn remove_child(tx: &Connection, account: AccountId, id: ChildId) -> rusqlite::Result<bool> {
    let removed = tx
        .prepare_cached("DELETE FROM child WHERE account = ?1 AND id = ?2")?
        .execute([account.to_string(), id.to_string()])?;
    Ok(removed > 0)
}

fn found(row: &Row<'_>) -> rusqlite::Result<Found> {
    Ok(Found {
        invitation: Invitation {
            id: sql::parsed(row, 0)?,
            name: sql::from_word(row, 1)?,
            expires_at: row.get(2)?,
        },
        account: sql::parsed(row, 3)?,
    })
}

/// Tokens are kept as hashes only: who reads the store cannot use them.
fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token).to_vec()
}
