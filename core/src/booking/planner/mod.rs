//! What can be booked, as far as the server told: so a booking that cannot be is refused before it
//! is sent, with the reason and the nearest that can be.
//!
//! There are no limits of our own here: each comes from the last [`Slots`].

pub mod screen;

use super::{
    State,
    choosing::{self, Making, Refused},
};
use crate::{Guest, update};
use chrono::{DateTime, NaiveDate, Utc};
use kinline_protocol::{
    SlotId,
    booking::{Allowance, BookingRules, Slot, Slots},
    people::{Child, Companion},
};

/// Why a booking cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The month's calls are used or booked.
    NoCallsLeft {
        /// The month.
        month: String,
        /// When the next month's begin.
        renews_at: DateTime<Utc>,
    },
    /// The month's minutes do not suffice.
    NoMinutesLeft {
        /// The month.
        month: String,
        /// How many are left.
        left: u32,
        /// When the next month's begin.
        renews_at: DateTime<Utc>,
    },
    /// The day cannot be booked any more, or not yet.
    DayNotBookable,
    /// As many times are chosen as can be.
    EnoughChoices,
    /// Too many people come.
    TooManyVisitors {
        /// How many can, the one who asks included.
        most: u8,
    },
    /// Nobody who comes is an adult.
    NoAdult {
        /// From which age somebody is.
        age: u8,
    },
}

/// Why a slot cannot be chosen, and the nearest that can. Nothing of a slot that is not known: the
/// server decides.
pub fn refuse(state: &State, id: SlotId, now: DateTime<Utc>) -> Option<Refused> {
    let (_, slots) = state.slots.as_ref()?;
    let making = state.saved.making.as_ref()?;
    let slot = slots.slots.iter().find(|slot| slot.id == id)?;
    if making.held.iter().any(|hold| hold.slot.id == id) {
        return None;
    }
    let most = making.most(slots.rules.as_ref());
    if most > 1 && making.kept(now).count() >= most {
        let (why, nearest) = (Refusal::EnoughChoices, None);
        return Some(Refused { why, nearest });
    }
    let why = of_slot(slots, making, slot, now)?;
    let possible = slots.slots.iter().filter(|other| {
        let chosen = making.held.iter().any(|hold| hold.slot.id == other.id);
        !chosen && of_slot(slots, making, other, now).is_none()
    });
    let nearest = possible.min_by_key(|other| (other.starts_at - slot.starts_at).abs());
    Some(Refused {
        why,
        nearest: nearest.cloned(),
    })
}

/// Why those who are chosen to come cannot.
pub fn party(state: &update::State) -> Option<Refusal> {
    let making = state.booking.saved.making.as_ref()?;
    let rules = state.booking.rules()?;
    let most = rules.visitors;
    if making.guests.len() + 1 > usize::from(most) {
        return Some(Refusal::TooManyVisitors { most });
    }
    let day = first_day(making)?;
    let own = own_birth(state)?;
    let adult = is_adult(own, day, rules)
        || making
            .guests
            .iter()
            .any(|guest| guest_is_adult(state, *guest, day, rules));
    let age = rules.adult_age;
    (!adult).then_some(Refusal::NoAdult { age })
}

/// The month that a slot counts in, by the establishment's calendar.
pub fn month_of(slot: &Slot) -> String {
    slot.local_start.format("%Y-%m").to_string()
}

/// Whether somebody born on a date counts as an adult on a day.
pub fn is_adult(born: NaiveDate, day: NaiveDate, rules: &BookingRules) -> bool {
    let age = day.years_since(born);
    age.is_some_and(|age| age >= u32::from(rules.adult_age))
}

fn of_slot(slots: &Slots, making: &Making, slot: &Slot, now: DateTime<Utc>) -> Option<Refusal> {
    let day = slot.local_start.date();
    let outside = |rules: &BookingRules| {
        rules.first_day.is_some_and(|first| day < first)
            || rules.last_day.is_some_and(|last| day > last)
    };
    if slot.starts_at <= now || slots.rules.as_ref().is_some_and(outside) {
        return Some(Refusal::DayNotBookable);
    }
    let month = month_of(slot);
    let allowance = slots.allowance.iter().find(|it| it.month == month)?;
    // What is held for this very request is counted as booked, but would be exchanged for it.
    let own: Vec<&Slot> = making
        .kept(now)
        .map(|hold| &hold.slot)
        .filter(|held| month_of(held) == month)
        .collect();
    no_calls(allowance, &own).or_else(|| no_minutes(allowance, &own, slot))
}

fn no_calls(month: &Allowance, own: &[&Slot]) -> Option<Refusal> {
    (month.left == 0 && own.is_empty()).then(|| Refusal::NoCallsLeft {
        month: month.month.clone(),
        renews_at: month.renews_at,
    })
}

fn no_minutes(month: &Allowance, own: &[&Slot], slot: &Slot) -> Option<Refusal> {
    let minutes = |slot: &Slot| (slot.ends_at - slot.starts_at).num_minutes();
    let left = month.minutes?.left;
    let own: i64 = own.iter().map(|slot| minutes(slot)).sum();
    (i64::from(left) + own < minutes(slot)).then(|| Refusal::NoMinutesLeft {
        month: month.month.clone(),
        left,
        renews_at: month.renews_at,
    })
}

/// The day of the call, or of the first choice.
fn first_day(making: &Making) -> Option<NaiveDate> {
    let slots = choosing::times(making, DateTime::<Utc>::MIN_UTC);
    slots.first().map(|slot| slot.local_start.date())
}

/// One's own date of birth, where it was typed on this phone.
fn own_birth(state: &update::State) -> Option<NaiveDate> {
    let typed = state.identity.saved.draft.get("date_of_birth");
    typed.trim().parse().ok()
}

/// Somebody who is not known counts as an adult: the server decides.
fn guest_is_adult(
    state: &update::State,
    guest: Guest,
    day: NaiveDate,
    rules: &BookingRules,
) -> bool {
    match guest {
        Guest::Companion(account) => {
            let known: Option<&Companion> = state
                .people
                .companions()
                .find(|companion| companion.account == account);
            known.is_none_or(|companion| companion.adult)
        }
        Guest::Child(id) => {
            let known: Option<&Child> = state.people.children().find(|child| child.id == id);
            known.is_none_or(|child| is_adult(child.details.date_of_birth, day, rules))
        }
        Guest::Invited(_) => true,
    }
}
