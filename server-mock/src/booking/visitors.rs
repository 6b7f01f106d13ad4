//! Who comes to a call.

use crate::{
    establishment::Rules,
    identity::{self, Approved},
    people,
    problem::Answer,
};
use chrono::{DateTime, Utc};
use kinline_protocol::{AccountId, ErrorCode, booking::{Visitor, VisitorKind, VisitorState}};
use rusqlite::Connection;

/// The one who asks and those they bring along, each once. Refuses whom they cannot bring, too
/// many, and a party without an adult on the day of the call.
pub fn party(
    c: &Connection,
    rules: &Rules,
    asking: AccountId,
    companions: &[AccountId],
    starts_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Answer<Vec<Visitor>> {
    let known = people::companions(c, asking, now.date_naive())?;
    let mut accounts = vec![asking];
    for companion in companions {
        if !known.iter().any(|known| known.account == *companion) {
            return Err(ErrorCode::CompanionNotFound.into());
        }
        if !accounts.contains(companion) {
            accounts.push(*companion);
        }
    }
    if accounts.len() > usize::from(rules.settings.visitors) {
        return Err(ErrorCode::TooManyVisitors.into());
    }
    let party = approved(c, &accounts)?;
    let day = starts_at.with_timezone(&rules.zone).date_naive();
    let is_adult =
        |visitor: &Approved| people::is_adult(visitor.date_of_birth, day, rules.settings.adult_age);
    if !party.iter().any(is_adult) {
        return Err(ErrorCode::NoAdult.into());
    }
    Ok(named(&accounts, party))
}

/// Approved people as visitors, in this order.
pub fn visitors(c: &Connection, accounts: &[AccountId]) -> Answer<Vec<Visitor>> {
    Ok(named(accounts, approved(c, accounts)?))
}

fn approved(c: &Connection, accounts: &[AccountId]) -> Answer<Vec<Approved>> {
    accounts
        .iter()
        .map(|account| {
            let approved = identity::approved(c, *account)?;
            approved.ok_or_else(|| ErrorCode::IdentityNotApproved.into())
        })
        .collect()
}

fn named(accounts: &[AccountId], party: Vec<Approved>) -> Vec<Visitor> {
    let named = accounts.iter().zip(party);
    named
        .map(|(account, known)| Visitor {
            account: Some(*account),
            name: known.name,
            kind: VisitorKind::Adult,
            state: VisitorState::Ready,
        })
        .collect()
}
