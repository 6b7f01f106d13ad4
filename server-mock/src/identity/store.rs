//! The table of identity cases.

use super::examine::Found;
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

impl Approved {
    /// Whether it still is proven.
    pub fn holds(&self, now: DateTime<Utc>) -> bool {
        now < self.until
    }
}

/// Who an account was approved as, also if that has ended since.
pub fn approved(c: &Connection, account: AccountId) -> rusqlite::Result<Option<Approved>> {
    c.prepare_cached(
        "SELECT given_names, family_name, date_of_birth, decided_at FROM identity_case
         WHERE account = ?1 AND decision ->> 'decision' IN ('approve', 'approve_seen')
         ORDER BY decided_at DESC LIMIT 1",
    )?
    .query_row([account.to_string()], |row| {
        let (given, family): (String, String) = (row.get(0)?, row.get(1)?);
        let full = format!("{given} {family}");
        // Two names of 100 characters each: what is shown is as long as a name may be.
        let full: String = full.chars().take(100).collect();
        Ok(Approved {
            name: sql::checked(PersonName::parse(&full))?,
            date_of_birth: row.get(2)?,
            until: end(sql::time(row, 3)?),
        })
    })
    .optional()
}

/// Who an account is, proven now.
pub fn require_valid(c: &Connection, account: AccountId, now: DateTime<Utc>) -> Answer<Approved> {
    let known = approved(c, account)?.ok_or(ErrorCode::IdentityNotApproved)?;
    match known.holds(now) {
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

/// The last cases of those who have no attempt left, oldest first.
pub(super) fn used_up(c: &Connection) -> rusqlite::Result<Vec<ReviewCase>> {
    let query = format!(
        "{SELECT} WHERE decision ->> 'decision' = 'reject' AND NOT EXISTS
         (SELECT 1 FROM identity_case AS later
          WHERE later.account = identity_case.account AND later.number > identity_case.number)
         ORDER BY number"
    );
    let mut cases = c.prepare_cached(&query)?;
    let cases = cases.query_map([], read)?.collect::<Result<Vec<_>, _>>()?;
    Ok(cases.into_iter().filter(is_used_up).collect())
}

/// Whether it was rejected, and nothing can be sent any more.
pub(super) fn is_used_up(case: &ReviewCase) -> bool {
    let left = match case.status {
        IdentityStatus::Rejected { attempts_left, .. } => Some(attempts_left),
        _ => None,
    };
    left == Some(0)
}

/// The longest waiting case that no machine has looked at.
pub(super) fn unexamined(c: &Connection) -> rusqlite::Result<Option<ReviewCase>> {
    let query = format!(
        "{SELECT} WHERE decided_at IS NULL AND NOT EXISTS
         (SELECT 1 FROM identity_finding WHERE case_id = identity_case.id) ORDER BY number LIMIT 1"
    );
    c.query_row(&query, [], read).optional()
}

/// Keeps what was found, as long as nobody has decided.
pub(super) fn put_findings(
    tx: &Connection,
    id: IdentityCaseId,
    found: &Found,
) -> rusqlite::Result<()> {
    let [document, portrait] = match &found.faces {
        Some(faces) => faces.each_ref().map(|face| Some(face.as_slice())),
        None => [None, None],
    };
    tx.execute(
        "INSERT OR REPLACE INTO identity_finding (case_id, findings, document, portrait)
         SELECT ?1, ?2, ?3, ?4 FROM identity_case WHERE id = ?1 AND decided_at IS NULL",
        params![
            id.to_string(),
            sql::json(&found.findings)?,
            document,
            portrait
        ],
    )?;
    Ok(())
}

/// A face that was found, as JPEG: the portrait's, or the document's.
pub(super) fn face(
    c: &Connection,
    id: IdentityCaseId,
    kind: PhotoKind,
) -> rusqlite::Result<Option<Vec<u8>>> {
    let column = match kind {
        PhotoKind::Portrait => "portrait",
        PhotoKind::DocumentFront | PhotoKind::DocumentBack => "document",
    };
    let query = format!("SELECT {column} FROM identity_finding WHERE case_id = ?1");
    let face = c.query_row(&query, [id.to_string()], |row| row.get(0));
    Ok(face.optional()?.flatten())
}

/// Forgets what was found in all cases of whose case it is.
pub(super) fn forget_findings(tx: &Connection, account: AccountId) -> rusqlite::Result<()> {
    tx.execute(
        "DELETE FROM identity_finding WHERE case_id IN
         (SELECT id FROM identity_case WHERE account = ?1)",
        [account.to_string()],
    )?;
    Ok(())
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
         AND good.decision ->> 'decision' IN ('approve', 'approve_seen')), 0)),
    (SELECT findings FROM identity_finding WHERE case_id = identity_case.id)
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
        findings: row
            .get::<_, Option<String>>(14)?
            .map(|_| sql::from_json(row, 14))
            .transpose()?,
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
