//! People in prison as staff know them, in SQL.

use super::reserve;
use crate::{account, establishment::Rules, identity, people::Prisoner, sql};
use chrono::{DateTime, NaiveDate, Utc};
use kinline_protocol::{
    AccountId, ContactId, EstablishmentId, PrisonerId, PrisonerNumber,
    office::{Caller, Extra, PrisonerSummary, Whereabouts},
};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;

/// A person, and what is known beside who they are.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub prisoner: Prisoner,
    pub whereabouts: Whereabouts,
    pub last_visit: Option<NaiveDate>,
}

impl Known {
    pub fn summary(&self) -> PrisonerSummary {
        PrisonerSummary {
            number: self.prisoner.number.clone(),
            given_names: self.prisoner.given_names.clone(),
            family_name: self.prisoner.family_name.clone(),
        }
    }

    pub fn has_precedence(&self, rules: &Rules, now: DateTime<Utc>) -> bool {
        let today = now.with_timezone(&rules.zone).date_naive();
        reserve::has_precedence(rules.settings.reserved, self.last_visit, today)
    }
}

const KNOWN: &str = "SELECT id, establishment, number, given_names, family_name, date_of_birth,
    whereabouts, last_visit FROM prisoner";
/// As many as a page can show; whoever is not among them is found by more letters.
const FOUND: usize = 100;

fn known(row: &Row<'_>) -> rusqlite::Result<Known> {
    Ok(Known {
        prisoner: Prisoner {
            id: sql::parsed(row, 0)?,
            establishment: EstablishmentId(row.get(1)?),
            number: sql::from_word(row, 2)?,
            given_names: sql::from_word(row, 3)?,
            family_name: sql::from_word(row, 4)?,
            date_of_birth: row.get(5)?,
        },
        whereabouts: sql::from_word(row, 6)?,
        last_visit: row.get(7)?,
    })
}

/// A person of an establishment by number.
pub(super) fn by_number(
    c: &Connection,
    at: &EstablishmentId,
    number: &PrisonerNumber,
) -> rusqlite::Result<Option<Known>> {
    c.prepare_cached(&format!("{KNOWN} WHERE establishment = ?1 AND number = ?2"))?
        .query_row([&at.0, number.as_str()], known)
        .optional()
}

/// A person by id.
pub(super) fn by_id(c: &Connection, id: PrisonerId) -> rusqlite::Result<Known> {
    c.prepare_cached(&format!("{KNOWN} WHERE id = ?1"))?
        .query_row([id.to_string()], known)
}

/// The people of an establishment whose number or names contain a text, by last name.
pub(super) fn search(
    c: &Connection,
    at: &EstablishmentId,
    text: &str,
) -> rusqlite::Result<Vec<Known>> {
    let text = text.trim().to_lowercase();
    let fits = |known: &Known| {
        let Prisoner {
            number,
            given_names,
            family_name,
            ..
        } = &known.prisoner;
        let whole = [number.as_str(), given_names.as_str(), family_name.as_str()].join(" ");
        whole.to_lowercase().contains(&text)
    };
    let all: Vec<Known> = c
        .prepare_cached(&format!(
            "{KNOWN} WHERE establishment = ?1 ORDER BY family_name, given_names, number"
        ))?
        .query_map([&at.0], known)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(all.into_iter().filter(fits).take(FOUND).collect())
}

/// Where a person is from now on.
pub(super) fn set_whereabouts(
    tx: &Connection,
    id: PrisonerId,
    whereabouts: Whereabouts,
) -> rusqlite::Result<()> {
    tx.prepare_cached("UPDATE prisoner SET whereabouts = ?2 WHERE id = ?1")?
        .execute(params![id.to_string(), sql::word(&whereabouts)?])?;
    Ok(())
}

/// When a person last had a face-to-face visit.
pub(super) fn set_last_visit(
    tx: &Connection,
    id: PrisonerId,
    day: NaiveDate,
) -> rusqlite::Result<()> {
    tx.prepare_cached("UPDATE prisoner SET last_visit = ?2 WHERE id = ?1")?
        .execute(params![id.to_string(), day])?;
    Ok(())
}

/// What a person is granted in a month, in place of what there was.
pub(super) fn set_extra(tx: &Connection, id: PrisonerId, extra: &Extra) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "INSERT INTO extra_allowance (prisoner, month, calls, minutes) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET calls = ?3, minutes = ?4",
    )?
    .execute(params![
        id.to_string(),
        extra.month,
        extra.calls,
        extra.minutes
    ])?;
    Ok(())
}

/// What a person is granted beyond the establishment's, by month.
pub fn extra(c: &Connection, id: PrisonerId) -> rusqlite::Result<BTreeMap<String, Extra>> {
    c.prepare_cached("SELECT month, calls, minutes FROM extra_allowance WHERE prisoner = ?1")?
        .query_map([id.to_string()], |row| {
            let extra = Extra {
                month: row.get(0)?,
                calls: row.get(1)?,
                minutes: row.get(2)?,
            };
            Ok((extra.month.clone(), extra))
        })?
        .collect()
}

/// Whether a person goes first: no face-to-face visit for as long as the establishment says.
pub fn has_precedence(
    c: &Connection,
    rules: &Rules,
    id: PrisonerId,
    now: DateTime<Utc>,
) -> rusqlite::Result<bool> {
    if rules.settings.reserved.days_without_visit == 0 {
        return Ok(false);
    }
    Ok(by_id(c, id)?.has_precedence(rules, now))
}

/// The approved families on a person's list, by name. Their children are to be added.
pub(super) fn callers(
    c: &Connection,
    id: PrisonerId,
) -> rusqlite::Result<Vec<(AccountId, Caller)>> {
    let linked: Vec<(ContactId, AccountId)> = c
        .prepare_cached("SELECT id, account FROM contact WHERE prisoner = ?1")?
        .query_map([id.to_string()], |row| {
            Ok((sql::parsed(row, 0)?, sql::parsed(row, 1)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let mut callers = Vec::new();
    for (contact, account) in linked {
        if let Some(approved) = identity::approved(c, account)? {
            let caller = Caller {
                contact,
                visitor_number: account::visitor_number(c, account)?,
                name: approved.name,
                date_of_birth: approved.date_of_birth,
                children: Vec::new(),
            };
            callers.push((account, caller));
        }
    }
    callers.sort_by(|(_, one), (_, other)| one.name.as_str().cmp(other.name.as_str()));
    Ok(callers)
}
