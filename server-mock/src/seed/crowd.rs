//! Families for load.

use super::TOKEN_DAYS;
use crate::{
    account, auth, establishment, identity,
    people::{self, Prisoner},
    policy,
    problem::Answer,
};
use chrono::{DateTime, Months, TimeDelta, Utc};
use kinline_protocol::{
    EmailAddress, ErrorCode, Language, PersonName, PrisonerId, PrisonerNumber,
    account::Role,
    console::{NewFamilies, ReadyFamily},
};
use rusqlite::{Connection, Transaction};
use uuid::Uuid;

/// How old they all are.
const AGE: Months = Months::new(12 * 35);

/// Adds families with everything done, each with a person in prison of its own.
pub fn add_families(
    tx: &Transaction<'_>,
    new: &NewFamilies,
    now: DateTime<Utc>,
) -> Answer<Vec<ReadyFamily>> {
    establishment::get(tx, &new.establishment)?.ok_or(ErrorCode::NotFound)?;
    let policy = policy::current_version(tx)?;
    let born = (now - AGE).date_naive();
    (0..new.count)
        .map(|_| {
            let id = Uuid::new_v4();
            let email = EmailAddress::parse(&format!("{id}@example.org"))?;
            let (given, family) = (PersonName::parse("Load")?, PersonName::parse("Example")?);
            let account = account::add(tx, &email, Language::English, now)?;
            identity::add_approved(tx, account, &given, &family, born, now)?;
            policy::agree(tx, account, policy, now)?;
            let prisoner = Prisoner {
                id: PrisonerId(id),
                establishment: new.establishment.clone(),
                number: free_number(tx)?,
                given_names: given,
                family_name: family,
                date_of_birth: born,
            };
            people::add_prisoner(tx, &prisoner)?;
            let expires_at = now + TimeDelta::days(TOKEN_DAYS);
            Ok(ReadyFamily {
                account,
                contact: people::add_approved_contact(tx, account, &prisoner, now)?,
                token: auth::issue(tx, Role::Family, account.0, expires_at)?,
            })
        })
        .collect()
}

/// A number that nobody has: they are counted up, and nobody is ever removed.
fn free_number(c: &Connection) -> Answer<PrisonerNumber> {
    let known: u32 = c
        .prepare_cached("SELECT count(*) FROM prisoner")?
        .query_row([], |row| row.get(0))?;
    let letter = |of: u32| char::from(b'A' + (of % 26) as u8);
    let (letters, digits) = (known / 10_000, known % 10_000);
    let number = format!("L{digits:04}{}{}", letter(letters / 26), letter(letters));
    Ok(PrisonerNumber::parse(&number)?)
}
