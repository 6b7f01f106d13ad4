//! From a timetable to the times that calls can have.
//!
//! No slot is stored: its id is made from the establishment and its start, so the same slot has the
//! same id whenever it is looked at, and an id says which time it means.

pub use crate::timetable::instant;

use super::diary::Span;
use crate::{
    establishment::Rules,
    timetable::{Holidays, SlotTime},
};
use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;
use kinline_protocol::{
    EstablishmentId, SlotId,
    booking::{BookingRules, Slot},
};
use uuid::Uuid;

/// The namespace of establishments within slot ids (RFC 9562, version 5).
const NAMESPACE: Uuid = Uuid::from_u128(0x1b1f_5e0c_6a0e_4f3b_9d53_7a8f_2c41_90e7);

/// Every time that an establishment offers, free or not, earliest first.
pub fn offered(rules: &Rules, holidays: &Holidays, now: DateTime<Utc>) -> Vec<Slot> {
    let times = rules.calendar().slots(now, holidays).into_iter();
    let ids = Ids::of(&rules.establishment);
    times.map(|time| offer(&ids, time)).collect()
}

/// The time that an id means, if the establishment offers it.
pub fn named(rules: &Rules, holidays: &Holidays, slot: SlotId, now: DateTime<Utc>) -> Option<Slot> {
    let ids = Ids::of(&rules.establishment);
    let starts_at = ids.start(slot)?;
    let date = starts_at.with_timezone(&rules.zone).date_naive();
    let today = now.with_timezone(&rules.zone).date_naive();
    let calendar = rules.calendar();
    let dates = calendar.bookable(today, holidays)?;
    let times = dates.contains(&date).then(|| calendar.times(date..=date))?;
    let time = times.into_iter().find(|time| time.starts_at == starts_at)?;
    Some(offer(&ids, time))
}

fn offer(ids: &Ids, time: SlotTime) -> Slot {
    let SlotTime {
        starts_at,
        ends_at,
        local_start,
    } = time;
    Slot {
        id: ids.id(starts_at),
        starts_at,
        ends_at,
        local_start,
    }
}

/// A call of the establishment's length that starts then, offered or not.
pub fn at(rules: &Rules, starts_at: DateTime<Utc>) -> Slot {
    let length = Duration::seconds(rules.settings.call_seconds.into());
    slot_from(rules, starts_at, starts_at + length)
}

/// What takes up a span, as a slot.
pub fn slot(rules: &Rules, span: &Span) -> Slot {
    slot_from(rules, span.starts_at, span.ends_at)
}

fn slot_from(rules: &Rules, starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> Slot {
    Slot {
        id: id(&rules.establishment, starts_at),
        starts_at,
        ends_at,
        local_start: starts_at.with_timezone(&rules.zone).naive_local(),
    }
}

/// What the establishment asks of a booking.
pub fn booking_rules(rules: &Rules, holidays: &Holidays, now: DateTime<Utc>) -> BookingRules {
    let settings = &rules.settings;
    let today = now.with_timezone(&rules.zone).date_naive();
    let dates = rules.calendar().bookable(today, holidays);
    BookingRules {
        adult_age: settings.adult_age,
        visitors: settings.visitors,
        call_seconds: settings.call_seconds,
        first_day: dates.as_ref().map(|dates| *dates.start()),
        last_day: dates.as_ref().map(|dates| *dates.end()),
        who_may_ask: settings.who_may_ask,
        automatic: settings.automatic,
        change_until_hours: settings.change_until_hours,
        information: settings.information.clone(),
    }
}

/// The id of the slot that starts at a time.
pub fn id(establishment: &EstablishmentId, starts_at: DateTime<Utc>) -> SlotId {
    Ids::of(establishment).id(starts_at)
}

/// The slot ids of one establishment (RFC 9562, version 8): seconds of Unix time, then its name's
/// hash.
struct Ids([u8; 16]);

impl Ids {
    fn of(establishment: &EstablishmentId) -> Self {
        let hash = Uuid::new_v5(&NAMESPACE, establishment.0.as_bytes());
        Self(hash.into_bytes())
    }

    fn id(&self, starts_at: DateTime<Utc>) -> SlotId {
        let mut bytes = self.0;
        let seconds = starts_at.timestamp().to_be_bytes();
        bytes[..6].copy_from_slice(&seconds[2..]);
        SlotId(Uuid::new_v8(bytes))
    }

    /// When the slot starts that has this id; `None` of an id that is not of this establishment.
    fn start(&self, slot: SlotId) -> Option<DateTime<Utc>> {
        let mut seconds = [0; 8];
        seconds[2..].copy_from_slice(&slot.0.as_bytes()[..6]);
        let starts_at = DateTime::from_timestamp(i64::from_be_bytes(seconds), 0)?;
        (self.id(starts_at) == slot).then_some(starts_at)
    }
}

/// The calendar month of an instant at a place, and the instant when the next one begins.
pub fn month(zone: Tz, at: DateTime<Utc>) -> (String, DateTime<Utc>) {
    use chrono::{Datelike, Months};
    let date = at.with_timezone(&zone).date_naive();
    let first = date.with_day(1).unwrap_or(date);
    let next = (first + Months::new(1)).and_time(chrono::NaiveTime::MIN);
    // Where clocks skip midnight, the month begins an hour later.
    let renews_at = (0..4)
        .find_map(|hours| instant(zone, next + Duration::hours(hours)))
        .unwrap_or_else(|| next.and_utc());
    (first.format("%Y-%m").to_string(), renews_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn id_is_the_same_whenever_it_is_made() {
        let bwi = EstablishmentId("BWI".into());
        let start = time("2026-11-23T14:00:00Z");
        assert_eq!(id(&bwi, start), id(&bwi, start));
        assert_ne!(id(&bwi, start), id(&bwi, start + Duration::minutes(1)));
        assert_ne!(id(&bwi, start), id(&EstablishmentId("CFI".into()), start));
    }

    #[test]
    fn an_id_means_one_time_of_one_establishment() {
        let (bwi, cfi) = (EstablishmentId("BWI".into()), EstablishmentId("CFI".into()));
        let start = time("2026-11-23T14:00:00Z");
        assert_eq!(Ids::of(&bwi).start(id(&bwi, start)), Some(start));
        assert_eq!(Ids::of(&cfi).start(id(&bwi, start)), None);
        for strange in [Uuid::nil(), Uuid::max(), Uuid::from_u128(7)] {
            assert_eq!(Ids::of(&bwi).start(SlotId(strange)), None);
        }
    }

    #[test]
    fn month_is_the_establishments() {
        let (name, renews_at) = month(Tz::Europe__London, time("2026-06-30T23:30:00Z"));
        assert_eq!(name, "2026-07");
        assert_eq!(renews_at, time("2026-07-31T23:00:00Z"));
        let (name, renews_at) = month(Tz::Europe__London, time("2026-12-31T23:30:00Z"));
        assert_eq!(
            (name.as_str(), renews_at),
            ("2026-12", time("2027-01-01T00:00:00Z"))
        );
    }
}
