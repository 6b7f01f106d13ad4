//! What a person in prison asks for, on the laptop.

use super::{AskedBy, BookingStatus, Reference};
use crate::{BookingId, CallId, ContactId, PersonName, PrisonerNumber, SlotId};
use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

/// Somebody whom a person in prison can ask for a call: an approved contact.
/// `GET /v1/laptop/prisoners/{number}/contacts`, by name. The slots are at
/// `GET /v1/laptop/prisoners/{number}/slots` → [`super::Slots`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApprovedCaller {
    /// Names them in [`NewPrisonerRequest`].
    pub contact: ContactId,
    /// Their approved name.
    pub name: PersonName,
}

/// A person in prison asks for a call. `POST /v1/laptop/requests` → 201 [`PrisonerRequest`]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPrisonerRequest {
    /// Who asks.
    pub prisoner_number: PrisonerNumber,
    /// Whom.
    pub contact: ContactId,
    /// The times, most wanted first: one to three. The first that is free is kept.
    pub choices: Vec<SlotId>,
}

/// A call of a person in prison: what they asked for, whatever became of it, and what is or was booked,
/// whoever asked. `GET /v1/laptop/prisoners/{number}/requests`, latest start first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PrisonerRequest {
    /// The booking.
    pub booking: BookingId,
    /// What they quote.
    pub reference: Reference,
    /// Who asked for it.
    #[serde(default)]
    pub asked_by: AskedBy,
    /// With whom: the family member that it is for.
    pub caller: PersonName,
    /// All who come, that one first.
    #[serde(default)]
    pub visitors: Vec<PersonName>,
    /// When it would start or starts.
    pub starts_at: DateTime<Utc>,
    /// The same by the establishment's clock.
    pub local_start: NaiveDateTime,
    /// When its waiting room opens.
    pub opens_at: DateTime<Utc>,
    /// Where it stands.
    pub status: BookingStatus,
    /// Its call: see `GET /v1/laptop/calls`.
    pub call: CallId,
}
