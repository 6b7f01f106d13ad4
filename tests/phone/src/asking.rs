//! What a person does about a call beside asking for one time: several choices, answers, changes,
//! the waiting list.

use crate::{Phone, PhoneError};
use kinline_core::{Action, Place, Screen, ScreenName};
use kinline_protocol::{BookingId, SlotId};

impl Phone {
    /// From what is held back to the free times, and holds one more.
    pub fn hold_also(&self, slot: SlotId) -> Result<Screen, PhoneError> {
        self.tap_on("way to another choice", |it| *it == Action::ChooseMore)?;
        self.wait_until("free times", |screen| {
            screen.name == ScreenName::Slots && !crate::steps::slots(screen).is_empty()
        })?;
        self.hold(slot)
    }

    /// Says yes to a time that the person in prison, or the establishment, named.
    pub fn accept(&self, slot: SlotId) -> Result<Screen, PhoneError> {
        self.tap_on(
            "time to say yes to",
            |action| matches!(action, Action::AcceptTime { slot: it, .. } if *it == slot),
        )?;
        self.wait_until("what comes of the yes", |screen| {
            screen.name == ScreenName::ConfirmBooking || !waits_for_answer(screen)
        })
    }

    /// Goes to the free times to propose others.
    pub fn propose(&self) -> Result<Screen, PhoneError> {
        self.tap_on("way to propose times", |action| {
            matches!(action, Action::ProposeTimes(_))
        })?;
        self.wait_until("free times", |screen| {
            !crate::steps::slots(screen).is_empty()
        })
    }

    /// Goes to the free times that a booked call can be moved to.
    pub fn change(&self) -> Result<Screen, PhoneError> {
        self.tap_on("way to change the call", |action| {
            matches!(action, Action::ChangeBooking(_))
        })?;
        self.wait_until("free times", |screen| {
            !crate::steps::slots(screen).is_empty()
        })
    }

    /// Moves the call to the held time.
    pub fn confirm_change(&self, reason: &str) -> Result<Screen, PhoneError> {
        self.enter("reason", reason)?;
        self.submit()?;
        self.wait_for(ScreenName::Booking)
    }

    /// Cancels, withdraws or declines the call of the open page, for a reason.
    pub fn give_up(&self, reason: &str) -> Result<Screen, PhoneError> {
        self.tap_on("way to give the call up", |action| {
            matches!(action, Action::CancelBooking(_))
        })?;
        self.wait_for(ScreenName::CancelBooking)?;
        self.enter("reason", reason)?;
        self.submit()?;
        self.wait_for(ScreenName::Booking)
    }

    /// From the free times to the waiting list, and puts oneself on it.
    pub fn wait_for_a_time(&self) -> Result<Screen, PhoneError> {
        self.tap_on("way to the waiting list", |action| {
            matches!(action, Action::Open(Place::WaitingList(_)))
        })?;
        self.wait_for(ScreenName::WaitingList)?;
        self.submit()?;
        self.wait_until("a place on the waiting list", |screen| {
            crate::tell::tappable(screen)
                .iter()
                .any(|(_, action)| matches!(action, Action::StopWaiting(_)))
        })
    }

    /// Goes on with the time that became free.
    pub fn take_offer(&self) -> Result<Screen, PhoneError> {
        self.tap_on("time that became free", |action| {
            matches!(action, Action::TakeOffer(_))
        })?;
        self.wait_for(ScreenName::ConfirmBooking)
    }
}

/// The times of a booking that wait for the family's yes, with what a person reads.
#[must_use]
pub fn named_times(screen: &Screen) -> Vec<(BookingId, SlotId, String)> {
    let tappable = crate::tell::tappable(screen).into_iter();
    tappable
        .filter_map(|(label, action)| match action {
            Action::AcceptTime { booking, slot } => Some((booking, slot, label)),
            _ => None,
        })
        .collect()
}

fn waits_for_answer(screen: &Screen) -> bool {
    !named_times(screen).is_empty()
}
