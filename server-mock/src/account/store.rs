//! The tables of accounts, devices, challenges and workers.

use super::letters_and_digits;
use crate::{auth, auth::Worker, problem::Answer, sql};
use chrono::{DateTime, TimeDelta, Utc};
use kinline_protocol::{
    AccountId, ChallengeId, DeviceId, EmailAddress, ErrorCode, Language, RegistrationId,
    account::{Challenge, NewRegistration, Registration, VisitorNumber},
    limits::{CODE_ATTEMPTS, CODE_SECONDS},
};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Code mails to one address within the life of a code.
const CODES_IN_TIME: u32 = 5;
/// Characters of a visitor number.
const VISITOR_NUMBER_LENGTH: usize = 8;

/// When an address may be sent the next code, if not now.
pub(super) fn next_code_at(
    c: &Connection,
    email: &EmailAddress,
    now: DateTime<Utc>,
) -> rusqlite::Result<Option<DateTime<Utc>>> {
    let window = TimeDelta::seconds(CODE_SECONDS);
    let oldest_of_many: Option<DateTime<Utc>> = c
        .prepare_cached(
            "SELECT asked_at FROM registration WHERE email = ?1 AND asked_at > ?2
             ORDER BY asked_at DESC LIMIT 1 OFFSET ?3",
        )?
        .query_row(
            params![email.as_str(), now - window, CODES_IN_TIME - 1],
            |row| row.get(0),
        )
        .optional()?;
    Ok(oldest_of_many.map(|asked_at| asked_at + window))
}

pub(super) fn add_registration(
    tx: &Connection,
    registration: &Registration,
    new: &NewRegistration,
    code: &str,
    now: DateTime<Utc>,
) -> rusqlite::Result<()> {
    tx.prepare_cached("DELETE FROM registration WHERE asked_at < ?1")?
        .execute([now - TimeDelta::days(1)])?;
    tx.prepare_cached(
        "INSERT INTO registration (id, email, language, code_hash, asked_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        registration.id.to_string(),
        new.email.as_str(),
        new.language.code(),
        code_hash(registration.id, code),
        now,
        registration.expires_at
    ])?;
    Ok(())
}

/// Tries a code. A wrong one counts, so a refusal must be committed too.
pub(super) fn use_code(
    tx: &Connection,
    id: RegistrationId,
    code: &str,
    now: DateTime<Utc>,
) -> Answer<Result<(), ErrorCode>> {
    let (hash, attempts, expires_at, used): (Vec<u8>, u32, DateTime<Utc>, bool) = tx
        .prepare_cached(
            "SELECT code_hash, attempts, expires_at, used FROM registration WHERE id = ?1",
        )?
        .query_row([id.to_string()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?
        .ok_or(ErrorCode::NotFound)?;
    if attempts >= CODE_ATTEMPTS {
        return Ok(Err(ErrorCode::CodeExhausted));
    }
    if used || expires_at <= now {
        return Ok(Err(ErrorCode::CodeExpired));
    }
    let code: String = code.split_whitespace().collect();
    if hash != code_hash(id, &code) {
        let count = "UPDATE registration SET attempts = attempts + 1 WHERE id = ?1";
        tx.prepare_cached(count)?.execute([id.to_string()])?;
        let last = attempts + 1 == CODE_ATTEMPTS;
        return Ok(Err(if last {
            ErrorCode::CodeExhausted
        } else {
            ErrorCode::CodeWrong
        }));
    }
    tx.prepare_cached("UPDATE registration SET used = 1 WHERE id = ?1")?
        .execute([id.to_string()])?;
    Ok(Ok(()))
}

fn code_hash(id: RegistrationId, code: &str) -> Vec<u8> {
    Sha256::digest(format!("{id} {code}")).to_vec()
}

/// The account of a confirmed registration's address, new or known. Its mails are in the language
/// that was chosen last.
pub(super) fn account_of(
    tx: &Connection,
    id: RegistrationId,
    now: DateTime<Utc>,
) -> rusqlite::Result<AccountId> {
    let (email, language) = tx
        .prepare_cached("SELECT email, language FROM registration WHERE id = ?1")?
        .query_row([id.to_string()], |row| {
            Ok((sql::from_word(row, 0)?, sql::from_word(row, 1)?))
        })?;
    add(tx, &email, language, now)
}

/// The account of an address; made if need be.
pub fn add(
    tx: &Connection,
    email: &EmailAddress,
    language: Language,
    now: DateTime<Utc>,
) -> rusqlite::Result<AccountId> {
    tx.prepare_cached(
        "INSERT INTO account (id, email, language, visitor_number, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (email) DO UPDATE SET language = excluded.language RETURNING id",
    )?
    .query_row(
        params![
            Uuid::new_v4().to_string(),
            email.as_str(),
            language.code(),
            letters_and_digits(VISITOR_NUMBER_LENGTH),
            now
        ],
        |row| Ok(AccountId(sql::parsed(row, 0)?)),
    )
}

/// The device of an account with this key; made if need be.
pub fn add_device(
    tx: &Connection,
    account: AccountId,
    public_key: &[u8; 32],
    now: DateTime<Utc>,
) -> rusqlite::Result<DeviceId> {
    tx.prepare_cached(
        "INSERT INTO device (id, account, public_key, added_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (account, public_key) DO UPDATE SET added_at = added_at RETURNING id",
    )?
    .query_row(
        params![
            Uuid::new_v4().to_string(),
            account.to_string(),
            public_key,
            now
        ],
        |row| Ok(DeviceId(sql::parsed(row, 0)?)),
    )
}

/// A challenge that can still be answered.
pub(super) struct OpenChallenge {
    pub(super) nonce: String,
    pub(super) account: AccountId,
    pub(super) public_key: Vec<u8>,
}

pub(super) fn add_challenge(
    tx: &Connection,
    challenge: &Challenge,
    device: DeviceId,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Answer<()> {
    let query = "SELECT 1 FROM device WHERE id = ?1";
    let known = tx
        .prepare_cached(query)?
        .query_row([device.to_string()], |_| Ok(()))
        .optional()?;
    known.ok_or(ErrorCode::NotFound)?;
    tx.prepare_cached("DELETE FROM challenge WHERE expires_at < ?1")?
        .execute([now])?;
    tx.prepare_cached(
        "INSERT INTO challenge (id, device, nonce, expires_at) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![
        challenge.id.to_string(),
        device.to_string(),
        challenge.nonce,
        expires_at
    ])?;
    Ok(())
}

/// Takes a challenge out: it can be answered once, rightly or wrongly.
pub(super) fn take_challenge(
    tx: &Connection,
    id: ChallengeId,
    now: DateTime<Utc>,
) -> rusqlite::Result<Option<OpenChallenge>> {
    let open = tx
        .prepare_cached(
            "SELECT nonce, account, public_key FROM challenge JOIN device ON device.id = device
             WHERE challenge.id = ?1 AND expires_at > ?2",
        )?
        .query_row(params![id.to_string(), now], |row| {
            Ok(OpenChallenge {
                nonce: row.get(0)?,
                account: AccountId(sql::parsed(row, 1)?),
                public_key: row.get(2)?,
            })
        })
        .optional()?;
    tx.prepare_cached("DELETE FROM challenge WHERE id = ?1")?
        .execute([id.to_string()])?;
    Ok(open)
}

/// Whose visitor number this is. Spaces and small letters are forgiven.
pub fn by_visitor_number(
    c: &Connection,
    number: &VisitorNumber,
) -> rusqlite::Result<Option<AccountId>> {
    let number: String = number.0.split_whitespace().collect();
    let query = "SELECT id FROM account WHERE visitor_number = ?1";
    let read = |row: &rusqlite::Row<'_>| Ok(AccountId(sql::parsed(row, 0)?));
    c.prepare_cached(query)?
        .query_row([number.to_uppercase()], read)
        .optional()
}

/// An account's visitor number.
pub fn visitor_number(c: &Connection, account: AccountId) -> rusqlite::Result<VisitorNumber> {
    let query = "SELECT visitor_number FROM account WHERE id = ?1";
    c.prepare_cached(query)?
        .query_row([account.to_string()], |row| row.get(0).map(VisitorNumber))
}

/// Where an account's mails go, and in which language.
pub fn address(c: &Connection, account: AccountId) -> rusqlite::Result<(EmailAddress, Language)> {
    c.prepare_cached("SELECT email, language FROM account WHERE id = ?1")?
        .query_row([account.to_string()], |row| {
            Ok((sql::from_word(row, 0)?, sql::from_word(row, 1)?))
        })
}

/// Adds somebody, or a laptop, with a sign-in code.
pub fn add_worker(tx: &Connection, worker: &Worker, code: &str) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "INSERT INTO worker (id, role, name, establishment, code) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        worker.id.to_string(),
        sql::word(&worker.role)?,
        worker.name.as_str(),
        worker.establishment.as_ref().map(|id| &id.0),
        code
    ])?;
    Ok(())
}

/// Everybody who signs in with a code, and the code.
pub fn workers(c: &Connection) -> rusqlite::Result<Vec<(Worker, String)>> {
    c.prepare_cached("SELECT id, role, name, establishment, code FROM worker ORDER BY rowid")?
        .query_map([], |row| Ok((auth::read_worker(row)?, row.get(4)?)))?
        .collect()
}

/// Who signs in with a (normalised) code.
pub(super) fn worker_by_code(c: &Connection, code: &str) -> rusqlite::Result<Option<Worker>> {
    let query = "SELECT id, role, name, establishment FROM worker WHERE code = ?1";
    c.prepare_cached(query)?
        .query_row([code], auth::read_worker)
        .optional()
}
