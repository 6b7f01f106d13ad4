//! Slots, holds and bookings.

use crate::{AccountId, BookingId, CallId, ContactId, EstablishmentId, HoldId, PersonName, SlotId};
use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

/// A free time for a call. `GET /v1/contacts/{contact}/slots`, earliest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Slot {
    /// Names it when it is held.
    pub id: SlotId,
    /// When the call starts.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// The start by the establishment's clock, as its timetable has it.
    pub local_start: NaiveDateTime,
}

/// What can be booked for a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Slots {
    /// IANA name of the establishment's time zone.
    pub time_zone: String,
    /// Calls left in the calendar month of each slot's start, earliest month first.
    pub allowance: Vec<Allowance>,
    /// Free slots, earliest first.
    pub slots: Vec<Slot>,
}

/// Calls left in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Allowance {
    /// The calendar month, `2026-11`.
    pub month: String,
    /// How many calls a month has.
    pub calls: u32,
    /// How many of them are not used or booked.
    pub left: u32,
    /// When the next month's begin.
    pub renews_at: DateTime<Utc>,
}

/// Keeps a slot for ten minutes. `POST /v1/holds`; `DELETE /v1/holds/{id}` gives it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewHold {
    /// For whom.
    pub contact: ContactId,
    /// Which.
    pub slot: SlotId,
}

/// A kept slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hold {
    /// Names it when the call is asked for.
    pub id: HoldId,
    /// The slot.
    pub slot: Slot,
    /// It is kept until then.
    pub expires_at: DateTime<Utc>,
}

/// Asks for a call in a held slot. `POST /v1/bookings`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewBooking {
    /// The held slot.
    pub hold: HoldId,
    /// Who comes along, besides oneself: at most three.
    pub companions: Vec<AccountId>,
}

/// What families quote: eight letters and digits in two groups, such as `K7Q2-M9XD`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "K7Q2-M9XD"))]
pub struct Reference(pub String);

/// A request for a call, and what became of it. `GET /v1/bookings`, latest start first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Booking {
    /// The booking.
    pub id: BookingId,
    /// What families quote.
    pub reference: Reference,
    /// Counts the changes: the SEQUENCE of its calendar entry (RFC 5545).
    pub sequence: u32,
    /// The contact that it was asked through.
    pub contact: ContactId,
    /// The person in prison, as the family typed it.
    pub prisoner: PersonName,
    /// Where.
    pub establishment: EstablishmentId,
    /// IANA name of the establishment's time zone.
    pub time_zone: String,
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// When its waiting room opens.
    pub opens_at: DateTime<Utc>,
    /// Who comes, first the one who asked.
    pub visitors: Vec<Visitor>,
    /// Where it stands.
    pub status: BookingStatus,
    /// Its call.
    pub call: CallId,
}

/// Somebody who comes to a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Visitor {
    /// Their account.
    pub account: AccountId,
    /// Their approved name.
    pub name: PersonName,
}

/// Where a booking stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BookingStatus {
    /// Asked for, not booked yet.
    Requested {
        /// When to expect an answer.
        answer_by: DateTime<Utc>,
    },
    /// The call will take place.
    Booked,
    /// The establishment said no.
    Rejected {
        /// Why, as a family may know it.
        reason: BookingRejection,
    },
    /// The family took the request back.
    Withdrawn,
    /// It was booked, and will not take place.
    Cancelled {
        /// Why, as a family may know it.
        reason: CancellationReason,
    },
    /// The call is over: see [`crate::call::CallState`].
    Completed {
        /// How it ended.
        outcome: crate::call::EndReason,
        /// How long both sides talked, seconds.
        talked_seconds: u32,
    },
}

/// Why a request was rejected, as a family may know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BookingRejection {
    /// The month's calls are used up.
    NoAllowance,
    /// A visitor is not on the person's list.
    NotOnList,
    /// The time is not possible after all.
    SlotUnavailable,
    /// No adult comes.
    NoAdult,
    /// The person is elsewhere.
    PrisonerMoved,
    /// The person has a restriction. Says no more, on purpose.
    Restricted,
    /// The same call was asked for before.
    Duplicate,
    /// Something else.
    Other,
}

/// Why a booked call will not take place, as a family may know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CancellationReason {
    /// By the family.
    VisitorCancelled,
    /// By the person in prison.
    PrisonerCancelled,
    /// The person is elsewhere.
    PrisonerMoved,
    /// The time is not possible after all.
    SlotUnavailable,
    /// The person has a restriction. Says no more, on purpose.
    Restricted,
    /// The establishment's mistake.
    BookedInError,
}

/// Staff's decision. `POST /v1/staff/bookings/{id}/decision`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BookingDecision {
    /// Books it.
    Accept,
    /// Rejects it.
    Reject {
        /// Why.
        reason: BookingRejection,
    },
}

/// Staff cancel a booked call. `POST /v1/staff/bookings/{id}/cancellation` → [`Booking`]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewCancellation {
    /// Why; never the family's own reason.
    pub reason: CancellationReason,
}
