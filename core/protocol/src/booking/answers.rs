//! What a family does to a booking: give it up, change it, answer.

use super::Party;
use crate::{HoldId, SlotId};
use serde::{Deserialize, Serialize};

/// Why a family gives a call up, asks for another time, or says no to one. For the establishment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FamilyReason {
    /// The time does not suit any more.
    TimeDoesNotSuit,
    /// Somebody is ill.
    Illness,
    /// Somebody who was to come along cannot.
    VisitorCannotCome,
    /// No phone, or no connection that would do.
    PhoneOrConnection,
    /// They do not want the call.
    NotWanted,
    /// Something else, or not said.
    Other,
}

/// The family gives a call up. `POST /v1/bookings/{id}/cancellation`; without a body: no reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FamilyCancellation {
    /// Why.
    pub reason: FamilyReason,
}

/// The family moves a call to a held slot. `POST /v1/bookings/{id}/change` → [`super::Booking`]
///
/// It keeps its id, reference and calendar entry. Hold the slot with [`super::NewHold::instead_of`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookingChange {
    /// The held slot.
    pub hold: HoldId,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<FamilyReason>,
}

/// The family answers [`super::BookingStatus::Asked`] or [`super::BookingStatus::Offered`].
/// `POST /v1/bookings/{id}/answer` → [`super::Booking`]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BookingAnswer {
    /// Takes one of the times: of [`super::Booking::choices`] when asked, of the offer when offered.
    Accept {
        /// Which.
        slot: SlotId,
        /// Who comes along, when asked; an offer keeps who comes.
        #[serde(default)]
        party: Party,
    },
    /// Proposes held slots instead, in order: hold them with [`super::NewHold::instead_of`].
    Propose {
        /// At most three.
        holds: Vec<HoldId>,
        /// Who comes along, when asked; an offer keeps who comes.
        #[serde(default)]
        party: Party,
    },
    /// Says no. A call that was asked for is withdrawn, a booked one stays at its own time.
    Decline {
        /// Why.
        reason: FamilyReason,
    },
}
