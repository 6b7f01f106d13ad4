//! The establishment's office: what it sets, requests and their checks, the day in the call room,
//! and what staff know of people in prison.
//!
//! Nothing here is ever told to a family as it is: what they may know of a reason is said by
//! [`kinline_protocol::office::StaffRejection::for_family`] and
//! [`kinline_protocol::office::DayEvent::for_family`], and the answer to a call that is forbidden
//! is the same whatever forbids it.

mod people;
mod prisoners;
pub mod reserve;
mod restrictions;

pub use people::{extra, has_precedence};

use crate::app::AppState;
use chrono::NaiveDate;
use kinline_protocol::{AccountId, PersonName, PrisonerId};
use rusqlite::Connection;
use utoipa_axum::router::OpenApiRouter;

/// The feature's endpoints.
pub fn routes() -> OpenApiRouter<AppState> {
    prisoners::routes()
}

/// Somebody who is to come to a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    /// Their account, if they have one.
    pub account: Option<AccountId>,
    /// Their name.
    pub name: PersonName,
    /// Their date of birth, where it is known.
    pub born: Option<NaiveDate>,
}

/// Whether something forbids a person in prison a call with these people on a day. What, is for
/// staff alone.
pub fn restricted(
    c: &Connection,
    prisoner: PrisonerId,
    party: &[Guest],
    day: NaiveDate,
) -> rusqlite::Result<bool> {
    Ok(!restrictions::findings(c, prisoner, party, day)?.is_empty())
}
