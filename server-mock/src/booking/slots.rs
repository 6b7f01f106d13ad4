//! From a timetable to the times that calls can have.
//!
//! No slot is stored: its id is made from the establishment and its start, so the same slot has the
//! same id whenever it is looked at.

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

/// The namespace of slot ids (RFC 9562, version 5).
const NAMESPACE: Uuid = Uuid::from_u128(0x1b1f_5e0c_6a0e_4f3b_9d53_7a8f_2c41_90e7);

/// Every time that an establishment offers, free or not, earliest first.
pub fn offered(rules: &Rules, holidays: &Holidays, now: DateTime<Utc>) -> Vec<Slot> {
    let times = rules.calendar().slots(now, holidays).into_iter();
    times
        .map(|time| {
            let SlotTime {
                starts_at,
                ends_at,
                local_start,
            } = time;
            Slot {
                id: id(&rules.establishment, starts_at),
                starts_at,
                ends_at,
                local_start,
            }
        })
        .collect()
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
    let name = format!("{establishment} {}", starts_at.timestamp());
    SlotId(Uuid::new_v5(&NAMESPACE, name.as_bytes()))
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
