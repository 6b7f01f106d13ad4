//! The establishment's office: what it sets, requests and their checks, the day in the call room,
//! and what staff know of people in prison.
//!
//! Nothing here is ever told to a family as it is: what they may know of a reason is said by
//! [`kinline_protocol::office::StaffRejection::for_family`] and
//! [`kinline_protocol::office::DayEvent::for_family`], and the answer to a call that is forbidden
//! is the same whatever forbids it.

mod bookings;
mod checks;
mod day;
mod hits;
mod people;
mod portal;
mod portrait;
mod prisoners;
mod requests;
pub mod reserve;
mod restrictions;
mod seed;
mod telephone;

pub use people::{extra, has_precedence};
pub use seed::plant;

use crate::{
    app::AppState,
    auth::StaffMember,
    booking::{KeptBooking, store},
    establishment::{self, Rules},
    identity, people as people_of,
    problem::Answer,
};
use chrono::{DateTime, NaiveDate, Utc};
use kinline_protocol::{
    AccountId, BookingId, ErrorCode, EstablishmentId, PersonName, PrisonerId,
    booking::{BookingRejection, Visitor, VisitorKind},
    office::Whereabouts,
};
use rusqlite::Connection;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;

/// The feature's endpoints.
pub fn routes() -> OpenApiRouter<AppState> {
    bookings::routes()
        .merge(prisoners::routes())
        .merge(portal::routes())
        .merge(portrait::routes())
        .merge(day::routes())
        .merge(requests::routes())
        .merge(telephone::routes())
}

fn own_rules(c: &Connection, member: &StaffMember) -> Answer<Rules> {
    rules_of(c, &member.establishment)
}

fn rules_of(c: &Connection, id: &EstablishmentId) -> Answer<Rules> {
    let rules = establishment::rules(c, id)?.ok_or(ErrorCode::NotFound)?;
    Ok(Arc::unwrap_or_clone(rules))
}

/// A booking of one's own establishment, as it stands.
fn own(
    c: &Connection,
    member: &StaffMember,
    id: BookingId,
    now: DateTime<Utc>,
) -> Answer<KeptBooking> {
    let kept = store::booking(c, id)?.map(|kept| kept.at(now));
    let own = kept.filter(|kept| kept.place.establishment == member.establishment);
    Ok(own.ok_or(ErrorCode::NotFound)?)
}

/// What stands against a person in prison having a call with these people on a day, as a family may
/// know it: where they are, or that they have a restriction. Which one is for staff alone: ask this
/// where a call would be booked without anybody looking, and answer the same whatever it is.
pub fn against(
    c: &Connection,
    prisoner: PrisonerId,
    visitors: &[Visitor],
    (day, now): (NaiveDate, DateTime<Utc>),
) -> rusqlite::Result<Option<BookingRejection>> {
    match people::by_id(c, prisoner)?.whereabouts {
        Whereabouts::Here => {}
        Whereabouts::Moved => return Ok(Some(BookingRejection::PrisonerMoved)),
        Whereabouts::Released => return Ok(Some(BookingRejection::PrisonerReleased)),
    }
    let findings = restrictions::findings(c, prisoner, &guests(c, visitors, now)?, day)?;
    Ok((!findings.is_empty()).then_some(BookingRejection::Restricted))
}

/// Somebody who is to come to a call.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Guest {
    /// Their account, if they have one.
    account: Option<AccountId>,
    name: PersonName,
    age: Age,
    /// Nothing is left to prove: a child has nothing to, and an approval has not ended.
    is_proven: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Age {
    /// By a proven identity.
    Born(NaiveDate),
    /// Under 18, as a parent said.
    Child,
    /// Not proven yet; must be an adult to come.
    Unproven,
}

impl Age {
    /// Whether somebody counts as an adult on a day. Who is invited is an adult, or does not come.
    fn is_adult(self, day: NaiveDate, adult_age: u8) -> bool {
        match self {
            Self::Born(born) => people_of::is_adult(born, day, adult_age),
            Self::Child => false,
            Self::Unproven => true,
        }
    }
}

fn guests(
    c: &Connection,
    visitors: &[Visitor],
    now: DateTime<Utc>,
) -> rusqlite::Result<Vec<Guest>> {
    let guest = |visitor: &Visitor| {
        let approved = match visitor.account {
            Some(account) => identity::approved(c, account)?,
            None => None,
        };
        Ok(Guest {
            account: visitor.account,
            name: visitor.name.clone(),
            is_proven: match &approved {
                Some(known) => known.holds(now),
                None => visitor.kind == VisitorKind::Child && visitor.account.is_none(),
            },
            age: match (approved, visitor.kind) {
                (Some(known), _) => Age::Born(known.date_of_birth),
                (None, VisitorKind::Child) => Age::Child,
                (None, VisitorKind::Adult) => Age::Unproven,
            },
        })
    };
    visitors.iter().map(guest).collect()
}
