//! What happens at the booking desk, each within one write transaction: writers take turns, so
//! what the diary said stays true until the commit.
//!
//! Only a hold claims something new; a booking takes over its hold's place, and a decision leaves
//! it. So what is checked when a slot is held need not be checked again.

use super::{
    diary::{Diary, Span},
    slots,
    store::{self, KeptBooking, Place},
};
use crate::{
    establishment::Rules,
    people,
    problem::Answer,
    timetable::Holidays,
};
use chrono::{DateTime, Duration, Utc};
use kinline_protocol::{
    AccountId, BookingId, ContactId, ErrorCode, HoldId, LaptopId, PrisonerId, Problem, SlotId,
    booking::{
        Allowance, BookingDecision, BookingStatus, CancellationReason, Hold, Slot, Slots, Visitor,
    },
    limits::HOLD_SECONDS,
};
use rusqlite::Connection;

/// Working days in which staff answer a request.
const ANSWER_DAYS: u32 = 1;

/// Who asks, and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asker {
    /// The account.
    pub account: AccountId,
    /// Its approved contact.
    pub contact: ContactId,
    /// The person that the contact is.
    pub prisoner: PrisonerId,
}

/// What can be booked. A slot that the asker holds counts as free: a new hold replaces it.
pub fn free(
    c: &Connection,
    rules: &Rules,
    asker: &Asker,
    now: DateTime<Utc>,
) -> rusqlite::Result<Slots> {
    let mut slots = slots::offered(rules, Holidays::england_and_wales(), now);
    let until = slots
        .last()
        .map_or(now, |slot| Span::of(slot, rules).free_at);
    let own = store::hold_of(c, asker.account)?;
    let diary = Diary::read(c, rules, asker.prisoner, (now, until), own, now)?;
    let mut allowance: Vec<Allowance> = slots
        .iter()
        .map(|slot| diary.allowance(slot.starts_at))
        .collect();
    allowance.dedup();
    slots.retain(|slot| diary.is_free(slot));
    Ok(Slots {
        time_zone: rules.zone.name().to_owned(),
        allowance,
        slots,
        rules: None,
    })
}

/// A kept slot, and the requests that turned out to have lapsed.
pub struct Held {
    /// The hold.
    pub hold: Hold,
    /// Rejected on the way, since nobody answered them before their start.
    pub lapsed: Vec<BookingId>,
}

/// Keeps a slot for the asker, and gives back the one that they held.
pub fn hold(
    tx: &Connection,
    rules: &Rules,
    asker: &Asker,
    slot: SlotId,
    now: DateTime<Utc>,
) -> Answer<Held> {
    require_live(rules)?;
    let offered = slots::offered(rules, Holidays::england_and_wales(), now);
    let slot = offered
        .into_iter()
        .find(|offered| offered.id == slot)
        .ok_or(ErrorCode::SlotUnavailable)?;
    store::end_hold_of(tx, asker.account)?;
    let lapsed = store::lapse(tx, now)?;
    let place = claim(tx, rules, asker, Span::of(&slot, rules), None, now)?;
    let expires_at = (now + Duration::seconds(HOLD_SECONDS)).min(slot.starts_at);
    let id = store::add_hold(tx, &place, expires_at)?;
    let hold = Hold {
        id,
        slot,
        expires_at,
    };
    Ok(Held { hold, lapsed })
}

/// One's own hold that has not run out.
pub fn own_hold(
    c: &Connection,
    account: AccountId,
    id: HoldId,
    now: DateTime<Utc>,
) -> Answer<Place> {
    let hold = store::hold(c, id)?
        .filter(|hold| hold.place.account == account)
        .ok_or(ErrorCode::NotFound)?;
    if hold.ended || hold.expires_at <= now {
        return Err(Problem::new(ErrorCode::HoldExpired)
            .at(hold.expires_at)
            .into());
    }
    Ok(hold.place)
}

/// Turns a hold into a booking, or a request where the establishment decides itself. The place is
/// the hold's, whatever the settings have become since.
pub fn book(
    tx: &Connection,
    rules: &Rules,
    hold: HoldId,
    place: &Place,
    visitors: &[Visitor],
    now: DateTime<Utc>,
) -> Answer<BookingId> {
    require_live(rules)?;
    let status = if rules.settings.automatic {
        BookingStatus::Booked
    } else {
        let answer_by = rules.answer_by(now, ANSWER_DAYS, Holidays::england_and_wales());
        BookingStatus::Requested {
            answer_by: answer_by.min(place.span.starts_at),
        }
    };
    store::end_hold(tx, hold)?;
    Ok(store::add_booking(tx, place, visitors, &status, now)?)
}

/// Staff's answer to a request that waits for it.
pub fn decide(
    tx: &Connection,
    kept: &KeptBooking,
    decision: &BookingDecision,
) -> Answer<BookingStatus> {
    match kept.booking.status {
        BookingStatus::Requested { .. } => {}
        BookingStatus::Withdrawn => return Err(ErrorCode::BookingState.into()),
        _ => return Err(ErrorCode::AlreadyDecided.into()),
    }
    let status = match decision {
        BookingDecision::Accept => BookingStatus::Booked,
        BookingDecision::Reject { reason } => BookingStatus::Rejected { reason: *reason },
    };
    store::set_status(tx, kept.booking.id, &status)?;
    Ok(status)
}

/// Takes a request back, or cancels a booked call that has not started.
pub fn cancel(
    tx: &Connection,
    kept: &KeptBooking,
    reason: CancellationReason,
    now: DateTime<Utc>,
) -> Answer<BookingStatus> {
    let starts_at = kept.place.span.starts_at;
    let status = match kept.booking.status {
        BookingStatus::Requested { .. } if reason == CancellationReason::VisitorCancelled => {
            BookingStatus::Withdrawn
        }
        BookingStatus::Booked if now < starts_at => BookingStatus::Cancelled { reason },
        BookingStatus::Booked => {
            return Err(Problem::new(ErrorCode::BookingState).at(starts_at).into());
        }
        _ => return Err(ErrorCode::BookingState.into()),
    };
    store::set_status(tx, kept.booking.id, &status)?;
    Ok(status)
}

/// Books a call outside the timetable, as a seed does.
pub fn book_at(
    tx: &Connection,
    rules: &Rules,
    asker: &Asker,
    visitors: &[Visitor],
    laptop: LaptopId,
    starts_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Answer<BookingId> {
    let slot = Slot {
        id: slots::id(&rules.establishment, starts_at),
        starts_at,
        ends_at: starts_at + Duration::seconds(rules.settings.call_seconds.into()),
        local_start: starts_at.with_timezone(&rules.zone).naive_local(),
    };
    let span = Span::of(&slot, rules);
    store::lapse(tx, now)?;
    let place = claim(tx, rules, asker, span, Some(laptop), now)?;
    Ok(store::add_booking(
        tx,
        &place,
        visitors,
        &BookingStatus::Booked,
        now,
    )?)
}

/// Refuses an establishment that does not take bookings yet.
pub fn require_live(rules: &Rules) -> Answer<()> {
    if rules.live {
        Ok(())
    } else {
        Err(ErrorCode::EstablishmentNotLive.into())
    }
}

/// Who asks, if the contact is theirs and approved.
pub fn asker(
    c: &Connection,
    account: AccountId,
    contact: ContactId,
) -> Answer<(Asker, people::Link)> {
    let link = people::contact(c, contact)?
        .filter(|link| link.account == account)
        .ok_or(ErrorCode::NotFound)?;
    let prisoner = link.prisoner.ok_or(ErrorCode::ContactNotApproved)?;
    let asker = Asker {
        account,
        contact,
        prisoner,
    };
    Ok((asker, link))
}

fn claim(
    tx: &Connection,
    rules: &Rules,
    asker: &Asker,
    span: Span,
    preferred: Option<LaptopId>,
    now: DateTime<Utc>,
) -> Answer<Place> {
    let time = (span.starts_at, span.free_at);
    let diary = Diary::read(tx, rules, asker.prisoner, time, None, now)?;
    let laptop = diary.laptop(&span, preferred)?;
    Ok(Place {
        account: asker.account,
        contact: asker.contact,
        prisoner: asker.prisoner,
        establishment: rules.establishment.clone(),
        laptop,
        month: slots::month(rules.zone, span.starts_at).0,
        span,
    })
}
