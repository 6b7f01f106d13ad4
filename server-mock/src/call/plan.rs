//! What a call knows of its booking.

use super::machine::Schedule;
use chrono::{DateTime, TimeDelta, Utc};
use kinline_protocol::{
    AccountId, BookingId, CallId, EstablishmentId, LaptopId, ParticipantId, PersonName, PrisonerId,
    booking::{Reference, Visitor},
    call::Side,
};
use std::time::Duration;

/// A booked call, as `booking` tells it.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The call.
    pub call: CallId,
    /// Its booking.
    pub booking: BookingId,
    /// What families quote.
    pub reference: Reference,
    /// Where.
    pub establishment: EstablishmentId,
    /// On which laptop.
    pub laptop: LaptopId,
    /// Who sits before it.
    pub prisoner: PersonName,
    /// The same, as the establishment knows them.
    pub prisoner_id: PrisonerId,
    /// Who comes, first the one who asked.
    pub visitors: Vec<Visitor>,
    /// The slot's start.
    pub starts_at: DateTime<Utc>,
    /// The slot's end.
    pub ends_at: DateTime<Utc>,
    /// When staff expect it to begin, where they said that it will be late.
    pub expected_at: Option<DateTime<Utc>>,
    /// When the waiting room opens.
    pub opens_at: DateTime<Utc>,
    /// How long the call may last.
    pub length: Duration,
    /// What may follow the slot, for time that is given back.
    pub turn_round: Duration,
}

/// A visitor's place in a call.
pub fn visitor(account: AccountId) -> ParticipantId {
    ParticipantId(account.0)
}

/// A laptop's place in a call.
pub fn laptop(laptop: LaptopId) -> ParticipantId {
    ParticipantId(laptop.0)
}

impl Plan {
    /// When the call may be.
    pub fn schedule(&self) -> Schedule {
        let turn_round = TimeDelta::from_std(self.turn_round).unwrap_or_default();
        Schedule {
            opens_at: self.opens_at,
            starts_at: self.starts_at,
            expected_at: self.expected_at,
            ends_at: self.ends_at,
            hard_stop: self.ends_at + turn_round,
            length: self.length,
        }
    }

    /// Everybody who may be in it with a phone of their own, the laptop first.
    pub fn people(&self) -> impl Iterator<Item = (ParticipantId, Side, &PersonName)> {
        let prisoner = (laptop(self.laptop), Side::Prison, &self.prisoner);
        let visitors = self.visitors.iter();
        std::iter::once(prisoner)
            .chain(visitors.filter_map(|v| Some((visitor(v.account?), Side::Family, &v.name))))
    }

    /// On which side somebody is; `None` for somebody who is not expected.
    pub fn side(&self, id: ParticipantId) -> Option<Side> {
        self.people().find(|p| p.0 == id).map(|p| p.1)
    }
}
