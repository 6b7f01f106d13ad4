//! Contacts, companions and prisoners in SQL.

use crate::{identity, problem::Answer, sql};
use chrono::{DateTime, NaiveDate, Utc};
use kinline_protocol::{
    AccountId, ContactId, ErrorCode, EstablishmentId, PersonName, PrisonerId, PrisonerNumber,
    booking::ApprovedCaller,
    people::{Companion, CompanionState, Contact, ContactRequest, ContactStatus, NewContact},
};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

/// A person in prison, as the establishment knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prisoner {
    /// Names them within this system.
    pub id: PrisonerId,
    /// Where they are.
    pub establishment: EstablishmentId,
    /// Their number.
    pub number: PrisonerNumber,
    /// Their first names.
    pub given_names: PersonName,
    /// Their last name.
    pub family_name: PersonName,
    /// Their date of birth.
    pub date_of_birth: NaiveDate,
}

/// A contact, whose it is, and who the person is once approved.
pub struct Link {
    /// The contact as the family sees it.
    pub contact: Contact,
    /// Whose.
    pub account: AccountId,
    /// The approved person.
    pub prisoner: Option<PrisonerId>,
}

const LINK: &str = "SELECT id, person, status, account, prisoner FROM contact";

fn link(row: &Row<'_>) -> rusqlite::Result<Link> {
    let prisoner: Option<String> = row.get(4)?;
    Ok(Link {
        contact: Contact {
            id: sql::parsed(row, 0)?,
            person: sql::from_json(row, 1)?,
            status: sql::from_json(row, 2)?,
        },
        account: sql::parsed(row, 3)?,
        prisoner: prisoner.map(|_| sql::parsed(row, 4)).transpose()?,
    })
}

/// Adds a person in prison.
pub fn add_prisoner(tx: &Connection, prisoner: &Prisoner) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "INSERT INTO prisoner (id, establishment, number, given_names, family_name, date_of_birth)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        prisoner.id.to_string(),
        prisoner.establishment.0,
        prisoner.number.as_str(),
        prisoner.given_names.as_str(),
        prisoner.family_name.as_str(),
        prisoner.date_of_birth,
    ])?;
    Ok(())
}

/// A person in prison by number.
pub fn prisoner(c: &Connection, number: &PrisonerNumber) -> rusqlite::Result<Option<Prisoner>> {
    c.prepare_cached(
        "SELECT id, establishment, number, given_names, family_name, date_of_birth
         FROM prisoner WHERE number = ?1",
    )?
    .query_row([number.as_str()], |row| {
        Ok(Prisoner {
            id: sql::parsed(row, 0)?,
            establishment: EstablishmentId(row.get(1)?),
            number: sql::from_word(row, 2)?,
            given_names: sql::from_word(row, 3)?,
            family_name: sql::from_word(row, 4)?,
            date_of_birth: row.get(5)?,
        })
    })
    .optional()
}

/// The person that a family means, if there is one there and all details fit. Small and capital
/// letters are not told apart.
pub fn matching(c: &Connection, typed: &NewContact) -> rusqlite::Result<Option<PrisonerId>> {
    let same =
        |a: &PersonName, b: &PersonName| a.as_str().to_lowercase() == b.as_str().to_lowercase();
    let fits = |known: &Prisoner| {
        known.establishment == typed.establishment
            && same(&known.given_names, &typed.given_names)
            && same(&known.family_name, &typed.family_name)
            && known.date_of_birth == typed.date_of_birth
    };
    Ok(prisoner(c, &typed.prisoner_number)?
        .filter(fits)
        .map(|known| known.id))
}

/// Adds a contact that waits for its establishment. Refuses one that waits or is approved already.
pub fn add_contact(
    tx: &Connection,
    account: AccountId,
    person: NewContact,
    requested_at: DateTime<Utc>,
    answer_by: DateTime<Utc>,
) -> Answer<Contact> {
    let contact = Contact {
        id: ContactId(Uuid::new_v4()),
        person,
        status: ContactStatus::Requested {
            requested_at,
            answer_by,
        },
    };
    let added = tx
        .prepare_cached(
            "INSERT INTO contact (id, account, establishment, number, person, requested_at, status)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING",
        )?
        .execute(params![
            contact.id.to_string(),
            account.to_string(),
            contact.person.establishment.0,
            contact.person.prisoner_number.as_str(),
            sql::json(&contact.person)?,
            requested_at,
            sql::json(&contact.status)?,
        ])?;
    match added {
        0 => Err(ErrorCode::ContactExists.into()),
        _ => Ok(contact),
    }
}

/// Somebody's contacts, in the order of asking.
pub fn contacts(c: &Connection, account: AccountId) -> rusqlite::Result<Vec<Contact>> {
    c.prepare_cached(&format!(
        "{LINK} WHERE account = ?1 ORDER BY requested_at, id"
    ))?
    .query_map([account.to_string()], |row| Ok(link(row)?.contact))?
    .collect()
}

/// A contact by id.
pub fn contact(c: &Connection, id: ContactId) -> rusqlite::Result<Option<Link>> {
    c.prepare_cached(&format!("{LINK} WHERE id = ?1"))?
        .query_row([id.to_string()], link)
        .optional()
}

/// The contacts that wait for an establishment, oldest first.
pub fn waiting(c: &Connection, at: &EstablishmentId) -> rusqlite::Result<Vec<Link>> {
    c.prepare_cached(&format!(
        "{LINK} WHERE establishment = ?1 AND state = 'requested' ORDER BY requested_at, id"
    ))?
    .query_map([&at.0], link)?
    .collect()
}

/// A contact request as staff see it.
pub fn request(c: &Connection, link: Link) -> Answer<ContactRequest> {
    let visitor = identity::approved(c, link.account)?.ok_or(ErrorCode::IdentityNotApproved)?;
    Ok(ContactRequest {
        matched: matching(c, &link.contact.person)?,
        contact: link.contact,
        visitor: visitor.name,
    })
}

/// Keeps a decision.
pub fn decide(
    tx: &Connection,
    id: ContactId,
    status: &ContactStatus,
    prisoner: Option<PrisonerId>,
) -> rusqlite::Result<()> {
    tx.prepare_cached("UPDATE contact SET status = ?2, prisoner = ?3 WHERE id = ?1")?
        .execute(params![
            id.to_string(),
            sql::json(status)?,
            prisoner.map(|prisoner| prisoner.to_string()),
        ])?;
    Ok(())
}

/// Keeps a companion.
pub fn add_companion(
    tx: &Connection,
    account: AccountId,
    companion: AccountId,
    now: DateTime<Utc>,
) -> rusqlite::Result<()> {
    tx.prepare_cached("INSERT INTO companion (account, companion, added_at) VALUES (?1, ?2, ?3)")?
        .execute(params![account.to_string(), companion.to_string(), now])?;
    Ok(())
}

/// Takes a companion off the list. Returns whether there was one.
pub fn remove_companion(
    tx: &Connection,
    account: AccountId,
    companion: AccountId,
) -> rusqlite::Result<bool> {
    let removed = tx
        .prepare_cached("DELETE FROM companion WHERE account = ?1 AND companion = ?2")?
        .execute(params![account.to_string(), companion.to_string()])?;
    Ok(removed > 0)
}

/// Who can come along, in the order of adding.
pub fn companions(
    c: &Connection,
    account: AccountId,
    now: DateTime<Utc>,
) -> rusqlite::Result<Vec<Companion>> {
    let known: Vec<(AccountId, Option<PersonName>)> = c
        .prepare_cached(
            "SELECT companion, called FROM companion WHERE account = ?1 ORDER BY added_at, rowid",
        )?
        .query_map([account.to_string()], |row| {
            let called: Option<String> = row.get(1)?;
            let called = called.map(|_| sql::from_word(row, 1)).transpose()?;
            Ok((sql::parsed(row, 0)?, called))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let seen = known.into_iter().map(|(account, called)| {
        let approved = companion(c, account, now)?;
        let pending = || {
            Some(Companion {
                account,
                name: called?,
                adult: true,
                state: CompanionState::IdentityPending,
            })
        };
        Ok(approved.or_else(pending))
    });
    seen.filter_map(Result::transpose).collect()
}

/// The families that can be asked for a call: approved contacts of a person in prison, by name.
pub fn callers(c: &Connection, prisoner: PrisonerId) -> rusqlite::Result<Vec<ApprovedCaller>> {
    let links: Vec<Link> = c
        .prepare_cached(&format!("{LINK} WHERE prisoner = ?1"))?
        .query_map([prisoner.to_string()], link)?
        .collect::<rusqlite::Result<_>>()?;
    let mut callers = Vec::new();
    for link in links {
        if let Some(known) = identity::approved(c, link.account)? {
            let (contact, name) = (link.contact.id, known.name);
            callers.push(ApprovedCaller { contact, name });
        }
    }
    callers.sort_by(|a, b| a.name.as_str().cmp(b.name.as_str()));
    Ok(callers)
}

/// An approved visitor as others see them.
pub fn companion(
    c: &Connection,
    account: AccountId,
    now: DateTime<Utc>,
) -> rusqlite::Result<Option<Companion>> {
    let approved = identity::approved(c, account)?;
    Ok(approved.map(|known| Companion {
        // Who must prove it again comes like somebody who has not proved it yet.
        state: match known.holds(now) {
            true => CompanionState::Ready,
            false => CompanionState::IdentityPending,
        },
        account,
        adult: super::is_adult(
            known.date_of_birth,
            now.date_naive(),
            kinline_protocol::limits::ADULT_AGE,
        ),
        name: known.name,
    }))
}
