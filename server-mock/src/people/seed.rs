//! People that a new data folder starts with.

use super::store;
use crate::problem::Answer;
use chrono::{DateTime, Utc};
use kinline_protocol::{
    AccountId, ContactId,
    people::{ContactStatus, NewContact},
};
use rusqlite::Connection;

/// Puts an account on somebody's list, as if asked for and approved now.
pub fn add_approved_contact(
    tx: &Connection,
    account: AccountId,
    prisoner: &store::Prisoner,
    now: DateTime<Utc>,
) -> Answer<ContactId> {
    let person = NewContact {
        establishment: prisoner.establishment.clone(),
        prisoner_number: prisoner.number.clone(),
        given_names: prisoner.given_names.clone(),
        family_name: prisoner.family_name.clone(),
        date_of_birth: prisoner.date_of_birth,
    };
    let contact = store::add_contact(tx, account, person, now, now)?;
    let approved = ContactStatus::Approved { approved_at: now };
    store::decide(tx, contact.id, &approved, Some(prisoner.id))?;
    Ok(contact.id)
}
