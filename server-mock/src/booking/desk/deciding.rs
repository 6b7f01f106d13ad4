//! What the establishment decides, and what ends a booking.

use super::{Asker, Desk, change_until};
use crate::{
    booking::{
        diary::Span,
        slots,
        store::{self, HoldKind, KeptBooking, Place},
        visitors,
    },
    establishment::Rules,
    problem::{Answer, Refusal},
};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    ErrorCode, Problem, SlotId,
    booking::{BookingDecision, BookingRejection, BookingStatus, CancellationReason, Slot},
    limits::CHOICES,
};

impl Desk<'_> {
    /// Staff's answer to a request that waits for it: its own time, or no.
    pub fn decide(
        &self,
        rules: &Rules,
        kept: &KeptBooking,
        decision: &BookingDecision,
    ) -> Answer<KeptBooking> {
        match decision {
            BookingDecision::Accept => {
                let own = slots::id(&rules.establishment, kept.place.span.starts_at);
                self.accept(rules, kept, own)
            }
            BookingDecision::Reject { reason } => self.reject(kept, *reason),
        }
    }

    /// Books a request at one of its choices: the one that is kept, or another if it is still free.
    pub fn accept(&self, rules: &Rules, kept: &KeptBooking, slot: SlotId) -> Answer<KeptBooking> {
        require_request(kept)?;
        let place = self.choice(rules, kept, slot)?;
        self.move_to(rules, kept, place, BookingStatus::Booked)
    }

    /// Rejects a request.
    pub fn reject(&self, kept: &KeptBooking, reason: BookingRejection) -> Answer<KeptBooking> {
        require_request(kept)?;
        self.end(kept, BookingStatus::Rejected { reason })
    }

    /// Rejects whatever is not booked yet: a request, or what the family has not answered.
    pub fn refuse(&self, kept: &KeptBooking, reason: BookingRejection) -> Answer<KeptBooking> {
        if kept.is_over() || kept.is_booked() {
            return Err(ErrorCode::BookingState.into());
        }
        self.end(kept, BookingStatus::Rejected { reason })
    }

    /// Offers other times, each kept for the family until they answer: for a request, which gives
    /// its own time up; or for a booked call, which keeps it. A new offer replaces an older one.
    pub fn offer(
        &self,
        rules: &Rules,
        kept: &KeptBooking,
        starts: &[DateTime<Utc>],
        answer_by: DateTime<Utc>,
    ) -> Answer<KeptBooking> {
        let instead = kept.is_booked();
        if !instead {
            match kept.booking.status {
                BookingStatus::Offered { .. } => {}
                _ => require_request(kept)?,
            }
        }
        let mut slots: Vec<Slot> = starts.iter().map(|at| slots::at(rules, *at)).collect();
        slots.sort_by_key(|slot| slot.starts_at);
        slots.dedup_by_key(|slot| slot.starts_at);
        let own = instead.then_some(kept.place.span.starts_at);
        let first = slots.iter().map(|slot| slot.starts_at).chain(own).min();
        let answer_by = first.map_or(answer_by, |first| answer_by.min(first));
        if slots.is_empty() || slots.len() > CHOICES {
            return Err(Refusal::field("slots", ErrorCode::InvalidInput));
        }
        if answer_by <= self.now {
            return Err(Refusal::field("slots", ErrorCode::SlotUnavailable));
        }
        let mut after = kept.clone();
        after.booking.status = BookingStatus::Offered {
            slots: slots.clone(),
            answer_by,
            instead,
        };
        let after = self.put(kept, after)?;
        let (asker, request) = (asker(kept), kept.request());
        for slot in &slots {
            let place = self.claim(rules, &asker, &request, Span::of(slot, rules))?;
            store::add_hold(self.tx, &place, HoldKind::Offer, &request, answer_by)?;
        }
        Ok(after)
    }

    /// Takes a request back, or cancels a booked call that has not started. A family can cancel a
    /// booked call only until the establishment's limit.
    pub fn cancel(&self, kept: &KeptBooking, reason: CancellationReason) -> Answer<KeptBooking> {
        let by_family = reason == CancellationReason::VisitorCancelled;
        if !kept.is_booked() {
            if kept.is_over() || !by_family {
                return Err(ErrorCode::BookingState.into());
            }
            return self.end(kept, BookingStatus::Withdrawn);
        }
        let starts_at = kept.place.span.starts_at;
        if starts_at <= self.now {
            return Err(Problem::new(ErrorCode::BookingState).at(starts_at).into());
        }
        if by_family {
            self.require_in_time(kept)?;
        }
        self.end(kept, BookingStatus::Cancelled { reason })
    }

    /// Cancels a booked call, also after its start: the caller knows that it has not begun.
    pub fn call_off(&self, kept: &KeptBooking, reason: CancellationReason) -> Answer<KeptBooking> {
        match kept.is_booked() {
            true => self.end(kept, BookingStatus::Cancelled { reason }),
            false => Err(ErrorCode::BookingState.into()),
        }
    }

    /// Staff say when a booked call that is late is expected, or that it is not late any more.
    pub fn delay(&self, kept: &KeptBooking, to: Option<DateTime<Utc>>) -> Answer<KeptBooking> {
        if !kept.is_booked() {
            return Err(ErrorCode::BookingState.into());
        }
        let mut after = kept.clone();
        after.booking.delayed_to = to;
        store::save(self.tx, &after)?;
        Ok(after)
    }

    /// Refuses what a family does to a booked call after the establishment's limit.
    pub(super) fn require_in_time(&self, kept: &KeptBooking) -> Answer<()> {
        match kept.booking.change_until {
            Some(until) if until <= self.now => {
                Err(Problem::new(ErrorCode::ChangeTooLate).at(until).into())
            }
            _ => Ok(()),
        }
    }

    /// The place of one of a booking's choices: its own, or another that is still free.
    pub(super) fn choice(&self, rules: &Rules, kept: &KeptBooking, slot: SlotId) -> Answer<Place> {
        let own = kept.place.span.starts_at;
        if slot == slots::id(&rules.establishment, own) {
            return Ok(kept.place.clone());
        }
        let chosen = kept.choices.iter().find(|choice| choice.id == slot);
        let chosen = chosen.ok_or(ErrorCode::SlotUnavailable)?;
        if chosen.starts_at <= self.now {
            return Err(ErrorCode::SlotUnavailable.into());
        }
        let span = Span::of(chosen, rules);
        self.claim(rules, &asker(kept), &kept.request(), span)
    }

    /// Gives a booking a place and a status. What depends on its time follows.
    pub(super) fn move_to(
        &self,
        rules: &Rules,
        kept: &KeptBooking,
        place: Place,
        status: BookingStatus,
    ) -> Answer<KeptBooking> {
        let starts_at = place.span.starts_at;
        let mut after = kept.clone();
        if place != kept.place {
            let guests = store::party(self.tx, kept.booking.id)?;
            let guests = visitors::on(self.tx, rules, guests, starts_at)?;
            store::put_visitors(self.tx, kept.booking.id, &guests)?;
            after.booking.complete_by = visitors::complete_by(&guests, starts_at, self.now);
            after.booking.change_until = Some(change_until(rules, starts_at));
            after.booking.delayed_to = None;
        }
        after.place = place;
        after.booking.status = status;
        self.put(kept, after)?;
        self.kept(kept.booking.id)
    }

    pub(super) fn end(&self, kept: &KeptBooking, status: BookingStatus) -> Answer<KeptBooking> {
        let mut after = kept.clone();
        after.booking.status = status;
        self.put(kept, after)
    }
}

/// Whom a booking is for.
pub(super) fn asker(kept: &KeptBooking) -> Asker {
    Asker {
        account: kept.place.account,
        contact: kept.place.contact,
        prisoner: kept.place.prisoner,
    }
}

/// Only a request that waits for the establishment can be decided.
fn require_request(kept: &KeptBooking) -> Answer<()> {
    match kept.booking.status {
        BookingStatus::Requested { .. } => Ok(()),
        BookingStatus::Withdrawn
        | BookingStatus::Asked { .. }
        | BookingStatus::Offered { instead: false, .. } => Err(ErrorCode::BookingState.into()),
        _ => Err(ErrorCode::AlreadyDecided.into()),
    }
}
