//! What is known of a booking that is being made.

use super::super::planner;
use crate::Guest;
use chrono::{DateTime, Utc};
use kinline_protocol::{
    BookingId, ContactId, SlotId,
    booking::{BookingRules, FamilyReason, Hold, Party, Slot},
    limits,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A booking that is being made, or changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Making {
    /// With whom.
    pub contact: ContactId,
    /// What for.
    pub purpose: Purpose,
    /// Who comes along.
    pub guests: BTreeSet<Guest>,
    /// The times that are kept, or were, most wanted first.
    pub held: Vec<Hold>,
    /// How far it is.
    pub step: Step,
}

/// What times are chosen for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Purpose {
    /// A call that nobody asked for yet.
    New,
    /// Another time for a booked call.
    Change(BookingId),
    /// Other times than those that the person in prison, or the establishment, named.
    Propose(BookingId),
    /// A time that the person in prison named. It is kept without a hold.
    Accept(BookingId, Slot),
}

/// How far a booking is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Step {
    /// Times are chosen.
    Choosing,
    /// A slot was chosen; whether it is held is not known yet.
    Holding(SlotId),
    /// What is chosen was sent; there is no answer yet.
    Asking {
        /// Why a call is moved.
        reason: Option<FamilyReason>,
    },
}

impl Making {
    /// With nothing chosen yet.
    pub fn new(contact: ContactId, purpose: Purpose) -> Self {
        Self {
            contact,
            purpose,
            guests: BTreeSet::new(),
            held: Vec::new(),
            step: Step::Choosing,
        }
    }

    /// The times that are still kept.
    pub fn kept(&self, now: DateTime<Utc>) -> impl Iterator<Item = &Hold> {
        self.held.iter().filter(move |hold| hold.expires_at > now)
    }

    /// The booking that another time is chosen for.
    pub fn instead_of(&self) -> Option<BookingId> {
        match self.purpose {
            Purpose::Change(id) | Purpose::Propose(id) => Some(id),
            Purpose::New | Purpose::Accept(..) => None,
        }
    }

    /// How many times can be chosen. Where calls are booked at once, a second choice has no meaning.
    pub fn most(&self, rules: Option<&BookingRules>) -> usize {
        let chosen_by_staff = rules.is_some_and(|rules| !rules.automatic);
        match self.purpose {
            Purpose::Propose(_) => limits::CHOICES,
            Purpose::New if chosen_by_staff => limits::CHOICES,
            Purpose::New | Purpose::Change(_) | Purpose::Accept(..) => 1,
        }
    }

    /// Whether it is on its way.
    pub fn is_asking(&self) -> bool {
        matches!(self.step, Step::Asking { .. })
    }

    /// Who comes along, as the server is told.
    pub fn party(&self) -> Party {
        let mut party = Party::default();
        for guest in &self.guests {
            match *guest {
                Guest::Companion(account) => party.companions.push(account),
                Guest::Child(child) => party.children.push(child),
                Guest::Invited(invitation) => party.invited.push(invitation),
            }
        }
        party
    }
}

/// Why a choice was not sent, and what it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// Why.
    pub why: planner::Refusal,
    /// The nearest slot that could be.
    pub nearest: Option<Slot>,
}
