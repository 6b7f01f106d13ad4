//! The waiting list: a slot that is given back is offered to one family at a time.

pub use crate::timetable::Day;

use crate::{ContactId, WaitingId, booking::Hold};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a family waits for. `POST /v1/waiting` → 201 [`Waiting`]
///
/// One for each contact: a second changes the first's wish and keeps its place in the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewWaiting {
    /// For whom.
    pub contact: ContactId,
    /// Not before this date of the establishment; none: from the first that can be booked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Not after this date, the end of waiting; none: as long as it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Only on these days of the week; empty: on any.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub days: BTreeSet<Day>,
}

/// A place on the waiting list. `GET /v1/waiting`, in the order of asking;
/// `DELETE /v1/waiting/{id}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Waiting {
    /// Names it.
    pub id: WaitingId,
    /// What is waited for.
    #[serde(flatten)]
    pub wish: NewWaiting,
    /// Since when.
    pub since: DateTime<Utc>,
    /// How many wait longer at the same establishment.
    pub before: u32,
    /// A slot that was given back, kept for this family alone until it expires. Book it like any
    /// hold, or give it back: then the next is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<Hold>,
}
