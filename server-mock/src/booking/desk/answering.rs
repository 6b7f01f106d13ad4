//! The family's answers: to the person in prison who asks, to other times that the establishment
//! offers; and their own changes of mind.

use super::Desk;
use crate::{
    booking::{
        slots,
        store::{self, Guest, KeptBooking, KeptHold, Place},
    },
    establishment::Rules,
    problem::{Answer, Refusal},
};
use kinline_protocol::{
    ErrorCode, Problem, SlotId,
    booking::{BookingRejection, BookingStatus, Slot},
};

impl Desk<'_> {
    /// Moves a call, or a request, to a held slot. It keeps its state; a request waits anew for its
    /// answer.
    pub fn change(
        &self,
        rules: &Rules,
        kept: &KeptBooking,
        hold: &KeptHold,
    ) -> Answer<KeptBooking> {
        require_choice_of(kept, hold)?;
        let starts_at = kept.place.span.starts_at;
        if starts_at <= self.now {
            return Err(Problem::new(ErrorCode::BookingState).at(starts_at).into());
        }
        let status = match kept.booking.status {
            BookingStatus::Booked => {
                self.require_in_time(kept)?;
                BookingStatus::Booked
            }
            BookingStatus::Requested { .. } => self.asked_status(rules, hold.place.span.starts_at),
            _ => return Err(ErrorCode::BookingState.into()),
        };
        self.require_unrestricted(rules, kept, &hold.place)?;
        let mut changed = kept.clone();
        changed.choices = vec![slots::slot(rules, &hold.place.span)];
        self.move_to(rules, &changed, hold.place.clone(), status)
    }

    /// Takes one of the times that the person in prison asked for.
    pub fn agree(
        &self,
        rules: &Rules,
        kept: &KeptBooking,
        slot: SlotId,
        guests: &[Guest],
    ) -> Answer<KeptBooking> {
        let place = self.choice(rules, kept, slot)?;
        let status = self.asked_status(rules, place.span.starts_at);
        self.come(rules, kept, place, status, guests)
    }

    /// Takes one of the times that the establishment offers.
    pub fn take_offer(
        &self,
        rules: &Rules,
        kept: &KeptBooking,
        slot: SlotId,
    ) -> Answer<KeptBooking> {
        let offers = store::holds_of_request(self.tx, &kept.request())?;
        let offer = offers.into_iter().find(|hold| {
            hold.kind == store::HoldKind::Offer
                && slots::id(&rules.establishment, hold.place.span.starts_at) == slot
        });
        let place = offer.ok_or(ErrorCode::SlotUnavailable)?.place;
        self.require_unrestricted(rules, kept, &place)?;
        let guests = store::party(self.tx, kept.booking.id)?;
        let status = self.unless_restricted(rules, &place, &guests, BookingStatus::Booked)?;
        self.move_to(rules, kept, place, status)
    }

    /// Proposes held slots instead of those that were asked for or offered. A booked call moves to
    /// the first; otherwise it is as if the family had asked for them.
    pub fn propose(
        &self,
        rules: &Rules,
        kept: &KeptBooking,
        holds: &[KeptHold],
        guests: Option<&[Guest]>,
    ) -> Answer<KeptBooking> {
        let first = holds.first().ok_or(ErrorCode::HoldExpired)?;
        require_choice_of(kept, first)?;
        let mut proposed = kept.clone();
        proposed.choices = holds
            .iter()
            .map(|hold| slots::slot(rules, &hold.place.span))
            .collect::<Vec<Slot>>();
        let place = first.place.clone();
        let status = match kept.is_booked() {
            true => BookingStatus::Booked,
            false => self.asked_status(rules, place.span.starts_at),
        };
        self.require_unrestricted(rules, kept, &place)?;
        if let Some(guests) = guests {
            return self.come(rules, &proposed, place, status, guests);
        }
        let guests = store::party(self.tx, kept.booking.id)?;
        let status = self.unless_restricted(rules, &place, &guests, status)?;
        self.move_to(rules, &proposed, place, status)
    }

    /// Says no. A booked call stays at its own time.
    pub fn decline(&self, kept: &KeptBooking) -> Answer<KeptBooking> {
        match kept.is_booked() {
            true => self.end(kept, BookingStatus::Booked),
            false => self.end(kept, BookingStatus::Withdrawn),
        }
    }

    /// A booked call does not move to a time that staff know something against: it stays.
    fn require_unrestricted(&self, rules: &Rules, kept: &KeptBooking, to: &Place) -> Answer<()> {
        if !kept.is_booked() {
            return Ok(());
        }
        let guests = store::party(self.tx, kept.booking.id)?;
        match self.against(rules, to, &guests)? {
            // A time that is listed and yet refused would tell the same, and look like a mistake.
            Some(BookingRejection::Restricted) => Err(ErrorCode::Restricted.into()),
            Some(_) => Err(ErrorCode::SlotUnavailable.into()),
            None => Ok(()),
        }
    }

    /// Like [`Desk::move_to`], with those who come.
    fn come(
        &self,
        rules: &Rules,
        kept: &KeptBooking,
        place: Place,
        status: BookingStatus,
        guests: &[Guest],
    ) -> Answer<KeptBooking> {
        let starts_at = place.span.starts_at;
        let status = self.unless_restricted(rules, &place, guests, status)?;
        store::put_visitors(self.tx, kept.booking.id, guests)?;
        let mut kept = kept.clone();
        kept.booking.complete_by =
            crate::booking::visitors::complete_by(guests, starts_at, self.now);
        self.move_to(rules, &kept, place, status)
    }
}

fn require_choice_of(kept: &KeptBooking, hold: &KeptHold) -> Answer<()> {
    match hold.request == kept.request() {
        true => Ok(()),
        false => Err(Refusal::field("hold", ErrorCode::InvalidInput)),
    }
}
