//! The day in the call room.

use super::{Check, PrisonerSummary, Time};
use crate::{
    LaptopId, PersonName,
    booking::{Booking, CancellationReason},
    call::{CallPhase, Side},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A day in the call room. `GET /v1/staff/day?date=2026-11-25`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Day {
    /// Which, by the establishment's calendar.
    pub date: NaiveDate,
    /// IANA name of the establishment's time zone.
    pub time_zone: String,
    /// Its calls, earliest first: booked, over, and called off.
    pub calls: Vec<DayCall>,
}

/// A call of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayCall {
    /// When.
    pub time: Time,
    /// On which laptop.
    pub laptop: LaptopId,
    /// What is written on it.
    pub laptop_name: PersonName,
    /// The person in prison.
    pub prisoner: PrisonerSummary,
    /// As the family sees it: who comes, where it stands.
    pub booking: Booking,
    /// Where the call itself stands, if anybody came near it.
    pub phase: Option<CallPhase>,
    /// Checks that do not pass any more: something has changed since it was booked.
    pub flags: Vec<Check>,
    /// What staff said of it, latest last.
    pub events: Vec<KeptEvent>,
    /// For colleagues, from who booked it by telephone.
    pub note: String,
}

/// What staff said of a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeptEvent {
    /// What.
    pub event: DayEvent,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: PersonName,
}

/// What happens to a booked call on its day. `POST /v1/staff/bookings/{id}/event` → [`Booking`]
///
/// The family is told at once, in the app, by mail and in the waiting room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DayEvent {
    /// It will begin later.
    Late {
        /// How much later than planned, minutes; within its slot.
        minutes: u32,
    },
    /// Somebody did not come. Only once it should have begun.
    NoShow {
        /// Who.
        #[serde(default = "family")]
        side: Side,
    },
    /// The person is in another establishment.
    Moved,
    /// The person is free.
    Released,
    /// The person is in court.
    InCourt,
    /// The person does not want the call.
    Refused,
    /// The person may not have calls.
    PrisonerBanned,
    /// A visitor may not have calls with the person.
    VisitorBanned,
    /// A visitor and the person must be kept apart.
    NonAssociation,
    /// The person may not be in contact with children.
    ChildProtection,
    /// The room, the laptop or its line cannot be used.
    Unavailable,
    /// The establishment's mistake.
    BookedInError,
}

const fn family() -> Side {
    Side::Family
}

impl DayEvent {
    /// Why the call does not take place, as the family may know it; `None` where it still may, or
    /// where it is over. Every sensitive reason is the same one to them.
    pub fn for_family(self) -> Option<CancellationReason> {
        match self {
            Self::Late { .. } | Self::NoShow { .. } => None,
            Self::Moved => Some(CancellationReason::PrisonerMoved),
            Self::Released => Some(CancellationReason::PrisonerReleased),
            Self::InCourt => Some(CancellationReason::PrisonerOut),
            Self::Refused => Some(CancellationReason::PrisonerRefused),
            Self::PrisonerBanned
            | Self::VisitorBanned
            | Self::NonAssociation
            | Self::ChildProtection => Some(CancellationReason::Restricted),
            Self::Unavailable => Some(CancellationReason::SlotUnavailable),
            Self::BookedInError => Some(CancellationReason::BookedInError),
        }
    }
}
