//! Who comes to a call.

use super::store::Guest;
use crate::{
    establishment::Rules,
    identity::{self, Approved},
    people,
    problem::{Answer, Refusal},
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use kinline_protocol::{
    AccountId, ChildId, ErrorCode, InvitationId,
    booking::{Party, Visitor, VisitorKind, VisitorState},
    limits::{COMPLETE_SECONDS, WAITING_ROOM_SECONDS},
    people::CompanionState,
};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// The one who asks and those they bring along, each once. Refuses whom they cannot bring, too
/// many, and a party without an adult on the day of the call.
pub fn party(
    c: &Connection,
    rules: &Rules,
    asking: AccountId,
    party: &Party,
    starts_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Answer<Vec<Guest>> {
    let mut guests = alone(c, rules, asking, starts_at)?;
    let known = people::companions(c, asking, now)?;
    for account in once(&party.companions, |account| *account != asking) {
        let companion = known.iter().find(|known| known.account == account);
        let companion = companion.ok_or(ErrorCode::CompanionNotFound)?;
        guests.push(match companion.state {
            CompanionState::Ready => approved(c, rules, account, starts_at)?,
            CompanionState::IdentityPending => Guest {
                visitor: Visitor {
                    account: Some(account),
                    name: companion.name.clone(),
                    kind: VisitorKind::Adult,
                    state: VisitorState::IdentityPending,
                },
                invitation: None,
            },
        });
    }
    for id in once(&party.children, |_| true) {
        guests.push(child(c, asking, id, day(rules, starts_at))?);
    }
    for id in once(&party.invited, |_| true) {
        guests.push(invited(c, asking, id, now)?);
    }
    if guests.len() > usize::from(rules.settings.visitors) {
        return Err(ErrorCode::TooManyVisitors.into());
    }
    require_adult(guests)
}

/// The one who asks, or is asked, alone.
pub fn alone(
    c: &Connection,
    rules: &Rules,
    account: AccountId,
    starts_at: DateTime<Utc>,
) -> Answer<Vec<Guest>> {
    Ok(vec![approved(c, rules, account, starts_at)?])
}

/// People who are proven now, in this order.
pub fn visitors(
    c: &Connection,
    rules: &Rules,
    accounts: &[AccountId],
    starts_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Answer<Vec<Guest>> {
    let guest = |account: &AccountId| {
        identity::require_valid(c, *account, now)?;
        approved(c, rules, *account, starts_at)
    };
    accounts.iter().map(guest).collect()
}

/// The same people at another time: who is a child then?
pub fn on(
    c: &Connection,
    rules: &Rules,
    guests: Vec<Guest>,
    starts_at: DateTime<Utc>,
) -> Answer<Vec<Guest>> {
    let again =
        guests
            .into_iter()
            .map(|guest| match (guest.visitor.account, guest.visitor.state) {
                (Some(account), VisitorState::Ready) => approved(c, rules, account, starts_at),
                _ => Ok(guest),
            });
    require_adult(again.collect::<Answer<_>>()?)
}

/// An approved visitor as others see them.
pub fn named(
    account: AccountId,
    known: &Approved,
    rules: &Rules,
    starts_at: DateTime<Utc>,
) -> Visitor {
    let (day, adult_age) = (day(rules, starts_at), rules.settings.adult_age);
    let is_adult = people::is_adult(known.date_of_birth, day, adult_age);
    Visitor {
        account: Some(account),
        name: known.name.clone(),
        kind: match is_adult {
            true => VisitorKind::Adult,
            false => VisitorKind::Child,
        },
        state: VisitorState::Ready,
    }
}

/// Whether nobody has anything left to do, and an adult comes.
pub fn are_complete(guests: &[Guest]) -> bool {
    let ready = |guest: &Guest| guest.visitor.state == VisitorState::Ready;
    guests.iter().all(ready) && guests.iter().any(is_adult)
}

/// Until when a party must be complete, if it is not: a day before the call; where less than two
/// days are left, half of the time until the waiting room opens.
pub fn complete_by(
    guests: &[Guest],
    starts_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let opens_at = starts_at - Duration::seconds(WAITING_ROOM_SECONDS);
    let half = now + (opens_at - now) / 2;
    let a_day_before = starts_at - Duration::seconds(COMPLETE_SECONDS);
    (!are_complete(guests)).then(|| a_day_before.max(half))
}

fn require_adult(guests: Vec<Guest>) -> Answer<Vec<Guest>> {
    match guests.iter().any(is_adult) {
        true => Ok(guests),
        false => Err(ErrorCode::NoAdult.into()),
    }
}

fn is_adult(guest: &Guest) -> bool {
    guest.visitor.kind == VisitorKind::Adult
}

fn approved(
    c: &Connection,
    rules: &Rules,
    account: AccountId,
    starts_at: DateTime<Utc>,
) -> Answer<Guest> {
    let known = identity::approved(c, account)?.ok_or(ErrorCode::IdentityNotApproved)?;
    Ok(Guest {
        visitor: named(account, &known, rules, starts_at),
        invitation: None,
    })
}

/// Somebody of full age proves who they are themselves, whatever the establishment's adult age.
fn child(c: &Connection, asking: AccountId, id: ChildId, day: NaiveDate) -> Answer<Guest> {
    let child = people::child(c, asking, id)?.ok_or(ErrorCode::CompanionNotFound)?;
    if people::is_of_age(child.details.date_of_birth, day) {
        return Err(Refusal::field("children", ErrorCode::DateInvalid));
    }
    Ok(Guest {
        visitor: Visitor {
            account: None,
            name: people::child_name(&child.details),
            kind: VisitorKind::Child,
            state: VisitorState::Ready,
        },
        invitation: None,
    })
}

fn invited(
    c: &Connection,
    asking: AccountId,
    id: InvitationId,
    now: DateTime<Utc>,
) -> Answer<Guest> {
    let open = people::open_invitations(c, asking, now)?;
    let invitation = open.into_iter().find(|invitation| invitation.id == id);
    let invitation = invitation.ok_or(ErrorCode::CompanionNotFound)?;
    Ok(Guest {
        visitor: Visitor {
            account: None,
            name: invitation.name,
            kind: VisitorKind::Adult,
            state: VisitorState::Invited,
        },
        invitation: Some(id),
    })
}

fn day(rules: &Rules, starts_at: DateTime<Utc>) -> NaiveDate {
    starts_at.with_timezone(&rules.zone).date_naive()
}

fn once<T: Copy + Ord>(ids: &[T], wanted: impl Fn(&T) -> bool) -> Vec<T> {
    let mut seen = BTreeSet::new();
    let ids = ids.iter().filter(|id| wanted(id));
    ids.copied().filter(|id| seen.insert(*id)).collect()
}
