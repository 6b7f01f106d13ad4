//! The table of identity cases.

use crate::{problem::Answer, sql};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use kinline_protocol::{
    AccountId, ErrorCode, IdentityCaseId, PersonName, Problem, UploadId,
    identity::{
        DocumentType, IdentityDecision, IdentityStatus, NewIdentityCase, PhotoKind, ReviewCase,
    },
    limits::{IDENTITY_ATTEMPTS, IDENTITY_DAYS},
};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

/// Somebody whose identity is proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approved {
    /// Given names and family name, as on the document.
    pub name: PersonName,
    /// As on the document.
    pub date_of_birth: NaiveDate,
    /// Until when that is proven.
    pub until: DateTime<Utc>,
}

/// Who an account was approved as, also if that has ended since.
pub fn approved(c: &Connection, account: AccountId) -> rusqlite::Result<Option<Approved>> {
    c.query_row(
        "SELECT given_names, family_name, date_of_birth, decided_at FROM identity_case
         WHERE account = ?1 AND decision ->> 'decision' IN ('approve', 'approve_seen')
         ORDER BY decided_at DESC LIMIT 1",
        [account.to_string()],
        |row| {
            let (given, family): (String, String) = (row.get(0)?, row.get(1)?);
            let full = format!("{given} {family}");
            // Two names of 100 characters each: what is shown is as long as a name may be.
            let full: String = full.chars().take(100).collect();
            Ok(Approved {
                name: sql::checked(PersonName::parse(&full))?,
                date_of_birth: row.get(2)?,
                until: end(row.get(3)?),
            })
        },
    )
    .optional()
}

/// Who an account is, proven now.
pub fn require_valid(c: &Connection, account: AccountId, now: DateTime<Utc>) -> Answer<Approved> {
    let known = approved(c, account)?.ok_or(ErrorCode::IdentityNotApproved)?;
    match now < known.until {
        true => Ok(known),
        false => Err(Problem::new(ErrorCode::IdentityExpired)
            .at(known.until)
            .into()),
    }
}

/// The portrait of the approval that counts; none for somebody who was approved without photos.
pub fn portrait(c: &Connection, account: AccountId) -> rusqlite::Result<Option<UploadId>> {
    let query = format!(
        "{SELECT} WHERE account = ?1 AND decision ->> 'decision' IN ('approve', 'approve_seen')
         ORDER BY decided_at DESC LIMIT 1"
    );
    let case = c
        .query_row(&query, [account.to_string()], read)
        .optional()?;
    let mut photos = case.into_iter().flat_map(|case| case.submission.photos);
    Ok(photos
        .find(|photo| photo.kind == PhotoKind::Portrait)
        .map(|photo| photo.upload))
}

/// When what was decided then must be proven again.
fn end(decided_at: DateTime<Utc>) -> DateTime<Utc> {
    decided_at + TimeDelta::days(IDENTITY_DAYS)
}

/// Adds somebody who is approved already, without documents. For seeds.
pub fn add_approved(
    tx: &Connection,
    account: AccountId,
    given_names: &PersonName,
    family_name: &PersonName,
    date_of_birth: NaiveDate,
    now: DateTime<Utc>,
) -> rusqlite::Result<()> {
    let case = IdentityCaseId(Uuid::now_v7());
    let new = NewIdentityCase {
        given_names: given_names.clone(),
        family_name: family_name.clone(),
        date_of_birth,
        document: DocumentType::Passport,
        photos: Vec::new(),
    };
    add(tx, case, account, &new, now, now)?;
    decide(tx, case, &IdentityDecision::Approve, now)
}

pub(super) fn add(
    tx: &Connection,
    case: IdentityCaseId,
    account: AccountId,
    new: &NewIdentityCase,
    now: DateTime<Utc>,
    answer_by: DateTime<Utc>,
) -> rusqlite::Result<()> {
    tx.execute(
        "INSERT INTO identity_case
         (id, account, given_names, family_name, date_of_birth, document, photos, submitted_at, answer_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            case.to_string(),
            account.to_string(),
            new.given_names.as_str(),
            new.family_name.as_str(),
            new.date_of_birth,
            sql::word(&new.document)?,
            sql::json(&new.photos)?,
            now,
            answer_by
        ],
    )?;
    Ok(())
}

/// Where an account's identity stands: its latest case.
pub fn status(c: &Connection, account: AccountId) -> rusqlite::Result<IdentityStatus> {
    let query = format!("{SELECT} WHERE account = ?1 ORDER BY number DESC LIMIT 1");
    let case = c
        .query_row(&query, [account.to_string()], read)
        .optional()?;
    Ok(case.map_or(IdentityStatus::NotSubmitted, |case| case.status))
}

/// One case.
pub(super) fn case(c: &Connection, id: IdentityCaseId) -> rusqlite::Result<Option<ReviewCase>> {
    c.query_row(&format!("{SELECT} WHERE id = ?1"), [id.to_string()], read)
        .optional()
}

/// Cases without a decision, oldest first.
pub(super) fn open_cases(c: &Connection) -> rusqlite::Result<Vec<ReviewCase>> {
    c.prepare_cached(&format!(
        "{SELECT} WHERE decided_at IS NULL ORDER BY number"
    ))?
    .query_map([], read)?
    .collect()
}

pub(super) fn open(
    tx: &Connection,
    id: IdentityCaseId,
    now: DateTime<Utc>,
) -> rusqlite::Result<bool> {
    let first = "UPDATE identity_case SET opened_at = ?2 WHERE id = ?1 AND opened_at IS NULL";
    Ok(tx.execute(first, params![id.to_string(), now])? == 1)
}

pub(super) fn decide(
    tx: &Connection,
    id: IdentityCaseId,
    decision: &IdentityDecision,
    now: DateTime<Utc>,
) -> rusqlite::Result<()> {
    tx.execute(
        "UPDATE identity_case SET decision = ?2, decided_at = ?3 WHERE id = ?1",
        params![id.to_string(), sql::json(decision)?, now],
    )?;
    Ok(())
}

const SELECT: &str =
    "SELECT id, account, given_names, family_name, date_of_birth, document, photos,
    submitted_at, answer_by, opened_at, decided_at, decision,
    (SELECT count(*) FROM identity_case AS earlier
     WHERE earlier.decided_at IS NULL AND earlier.number < identity_case.number),
    -- Which attempt it is, since the identity was last approved.
    (SELECT count(*) FROM identity_case AS attempt
     WHERE attempt.account = identity_case.account AND attempt.number <= identity_case.number
     AND attempt.number > coalesce((SELECT max(number) FROM identity_case AS good
         WHERE good.account = identity_case.account AND good.number < identity_case.number
         AND good.decision ->> 'decision' IN ('approve', 'approve_seen')), 0))
    FROM identity_case";

fn read(row: &Row<'_>) -> rusqlite::Result<ReviewCase> {
    let id = IdentityCaseId(sql::parsed(row, 0)?);
    Ok(ReviewCase {
        id,
        account: AccountId(sql::parsed(row, 1)?),
        submission: NewIdentityCase {
            given_names: sql::from_word(row, 2)?,
            family_name: sql::from_word(row, 3)?,
            date_of_birth: row.get(4)?,
            document: sql::from_word(row, 5)?,
            photos: sql::from_json(row, 6)?,
        },
        status: read_status(row, id)?,
        attempt: row.get(13)?,
        findings: None,
    })
}

fn read_status(row: &Row<'_>, case: IdentityCaseId) -> rusqlite::Result<IdentityStatus> {
    let (submitted_at, answer_by) = (row.get(7)?, row.get(8)?);
    if let Some(decided_at) = row.get::<_, Option<DateTime<Utc>>>(10)? {
        return Ok(match sql::from_json(row, 11)? {
            IdentityDecision::Approve | IdentityDecision::ApproveSeen { .. } => {
                IdentityStatus::Approved {
                    case,
                    approved_at: decided_at,
                    valid_until: Some(end(decided_at)),
                }
            }
            IdentityDecision::Reject {
                reason,
                photo,
                note,
            } => IdentityStatus::Rejected {
                case,
                rejected_at: decided_at,
                reason,
                photo,
                note,
                attempts_left: IDENTITY_ATTEMPTS.saturating_sub(row.get(13)?),
            },
        });
    }
    if row.get::<_, Option<DateTime<Utc>>>(9)?.is_some() {
        return Ok(IdentityStatus::InReview {
            case,
            submitted_at,
            answer_by,
        });
    }
    let cases_before = row.get(12)?;
    Ok(IdentityStatus::Submitted {
        case,
        submitted_at,
        answer_by,
        cases_before,
    })
}
