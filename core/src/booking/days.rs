//! Free slots as days and times, by the establishment's clock and by the family's.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
use kinline_protocol::{SlotId, booking::Slot};

/// A day by the establishment's calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Its date there.
    pub date: NaiveDate,
    /// Its free times, earliest first.
    pub times: Vec<Time>,
}

/// A free time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// The slot.
    pub slot: SlotId,
    /// From when to when.
    pub span: Span,
}

/// From when to when, on one clock or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// By the establishment's clock.
    pub there: Local,
    /// By the family's clock, where that shows another time.
    pub own: Option<Local>,
}

/// From when to when by a clock on a wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Local {
    /// The start.
    pub start: NaiveDateTime,
    /// The end.
    pub end: NaiveDateTime,
}

impl Span {
    /// Shows `starts_at` to `ends_at` on both clocks.
    pub fn new(starts_at: DateTime<Utc>, ends_at: DateTime<Utc>, there: Tz, own: Tz) -> Self {
        let there = Local::new(starts_at, ends_at, there);
        let own = Local::new(starts_at, ends_at, own);
        Self {
            there,
            own: (own != there).then_some(own),
        }
    }

    /// Whether the family's clock shows another day at the start.
    pub fn other_day(&self) -> bool {
        self.own
            .is_some_and(|own| own.start.date() != self.there.start.date())
    }
}

impl Local {
    fn new(starts_at: DateTime<Utc>, ends_at: DateTime<Utc>, zone: Tz) -> Self {
        let local = |at: DateTime<Utc>| zone.from_utc_datetime(&at.naive_utc()).naive_local();
        Self {
            start: local(starts_at),
            end: local(ends_at),
        }
    }
}

/// Groups slots by the establishment's days. In order of time: where a clock is put back, the same
/// hour may come twice, and the earlier one is first.
pub fn days(slots: &[Slot], there: Tz, own: Tz) -> Vec<Day> {
    let mut slots: Vec<_> = slots.iter().collect();
    slots.sort_by_key(|slot| (slot.starts_at, slot.id));
    let mut days: Vec<Day> = Vec::new();
    for slot in slots {
        let span = Span::new(slot.starts_at, slot.ends_at, there, own);
        let time = Time {
            slot: slot.id,
            span,
        };
        let date = span.there.start.date();
        match days.last_mut().filter(|day| day.date == date) {
            Some(day) => day.times.push(time),
            None => days.push(Day {
                date,
                times: vec![time],
            }),
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::booking::fixtures::{at, slot};
    use chrono::TimeDelta;
    use proptest::{prelude::*, test_runner::RngSeed};

    proptest! {
        #![proptest_config(ProptestConfig {
            rng_seed: RngSeed::Fixed(0x5107),
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        /// Over a whole year, so across both changes of the clock in each zone.
        #[test]
        fn slots_are_grouped_once_in_order_by_the_establishments_day(
            hours in prop::collection::vec(0i64..9000, 0..60),
            own in prop::sample::select(vec!["Europe/London", "Australia/Sydney", "America/New_York", "Asia/Kathmandu"]),
        ) {
            let (there, own): (Tz, Tz) = (chrono_tz::Europe::London, own.parse().unwrap());
            let start = at("2026-06-01T00:00:00Z");
            let slots: Vec<_> = hours.iter().enumerate()
                .map(|(n, half_hours)| slot(n as u128, start + TimeDelta::hours(*half_hours)))
                .collect();
            let days = days(&slots, there, own);
            let local = |at: DateTime<Utc>, zone: Tz| -> NaiveDateTime {
                zone.from_utc_datetime(&at.naive_utc()).naive_local()
            };
            let mut seen = Vec::new();
            for day in &days {
                prop_assert!(!day.times.is_empty());
                for time in &day.times {
                    let slot = slots.iter().find(|slot| slot.id == time.slot).unwrap();
                    prop_assert_eq!(time.span.there.start, slot.local_start);
                    prop_assert_eq!(time.span.there.start.date(), day.date);
                    let differs = local(slot.starts_at, own) != local(slot.starts_at, there);
                    prop_assert_eq!(time.span.own.is_some(), differs);
                    if let Some(span) = time.span.own {
                        prop_assert_eq!(span.start, local(slot.starts_at, own));
                        prop_assert_eq!(span.end, local(slot.ends_at, own));
                    }
                    seen.push((slot.starts_at, slot.id));
                }
            }
            let mut expected: Vec<_> = slots.iter().map(|slot| (slot.starts_at, slot.id)).collect();
            expected.sort();
            prop_assert_eq!(seen, expected);
            prop_assert!(days.windows(2).all(|pair| pair[0].date < pair[1].date));
        }
    }
}
