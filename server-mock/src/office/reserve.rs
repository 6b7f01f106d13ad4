//! Calls that are kept for people who have had no face-to-face visit for some time. Pure.
//!
//! Of the places of a week (calls times laptops), as many stay free as the establishment keeps,
//! less those that people with precedence have already. Everybody else can have what is beyond. A
//! place that nobody with precedence took is free for everybody some days before.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};
use kinline_protocol::establishment::Reserved;
use std::{collections::BTreeSet, ops::RangeInclusive};

/// A call's time, until its laptop is free again.
pub type Time = (DateTime<Utc>, DateTime<Utc>);

/// What a laptop is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// When.
    pub time: Time,
    /// Whether it is for somebody with precedence.
    pub precedence: bool,
}

/// A week of an establishment.
#[derive(Debug, Clone, Copy)]
pub struct Week<'a> {
    /// What is kept.
    pub reserved: Reserved,
    /// Calls at once.
    pub capacity: u32,
    /// Every call that its timetable has in the week, bookable yet or not.
    pub calls: &'a [Time],
    /// All that is held, asked for and booked in it.
    pub taken: &'a [Taken],
}

impl Week<'_> {
    /// Whether somebody without precedence can have a place at a time: those that stay free are
    /// enough. Whether a laptop is free then is the diary's to say.
    pub fn is_open(&self, wanted: Time, now: DateTime<Utc>) -> bool {
        let free_from = now + TimeDelta::days(self.reserved.free_days_before.into());
        let by_precedence = self.taken.iter().filter(|taken| taken.precedence).count();
        let kept = u32::try_from(by_precedence)
            .map_or(0, |had| self.reserved.slots_a_week.saturating_sub(had));
        if kept == 0 || wanted.0 <= free_from {
            return true;
        }
        let starts: BTreeSet<Time> = self.calls.iter().copied().collect();
        let left: u32 = starts
            .iter()
            .filter(|call| call.0 > free_from)
            .map(|call| self.free_at(*call, wanted))
            .sum();
        left >= kept
    }

    /// Places at a time that are free once `wanted` is taken too.
    fn free_at(&self, call: Time, wanted: Time) -> u32 {
        let overlaps = |time: Time| time.0 < call.1 && call.0 < time.1;
        let taken = self.taken.iter().map(|taken| taken.time);
        let busy = taken.chain([wanted]).filter(|time| overlaps(*time)).count();
        u32::try_from(busy).map_or(0, |busy| self.capacity.saturating_sub(busy))
    }
}

/// The week of a date, Monday to Sunday.
pub fn week(date: NaiveDate) -> RangeInclusive<NaiveDate> {
    let back = date.weekday().num_days_from_monday();
    let monday = date
        .checked_sub_days(Days::new(back.into()))
        .unwrap_or(date);
    let sunday = monday.checked_add_days(Days::new(6)).unwrap_or(date);
    monday..=sunday
}

/// Whether somebody goes first: no visit since so many days, or none known of.
pub fn has_precedence(reserved: Reserved, last_visit: Option<NaiveDate>, today: NaiveDate) -> bool {
    let long_ago = TimeDelta::days(reserved.days_without_visit.into());
    reserved.days_without_visit > 0
        && last_visit.is_none_or(|last| today.signed_duration_since(last) >= long_ago)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{prelude::*, test_runner::RngSeed};

    fn at(hour: i64) -> DateTime<Utc> {
        "2026-11-30T09:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::hours(hour)
    }

    fn call(hour: i64) -> Time {
        (at(hour), at(hour) + TimeDelta::minutes(45))
    }

    fn reserved(slots_a_week: u32, free_days_before: u32) -> Reserved {
        Reserved {
            slots_a_week,
            days_without_visit: 60,
            free_days_before,
        }
    }

    fn taken(hour: i64, precedence: bool) -> Taken {
        Taken {
            time: call(hour),
            precedence,
        }
    }

    #[test]
    fn the_last_places_stay_for_those_who_go_first() {
        let calls = [call(0), call(1), call(2)];
        let open = |taken: &[Taken], hour| {
            let week = Week {
                reserved: reserved(2, 1),
                capacity: 1,
                calls: &calls,
                taken,
            };
            week.is_open(call(hour), at(-100))
        };
        assert!(open(&[], 0), "two of three stay");
        assert!(!open(&[taken(0, false)], 1), "one of two would stay");
        // One that goes first had theirs: one is still to be kept.
        assert!(open(&[taken(0, true)], 1));
        assert!(!open(&[taken(0, true), taken(1, false)], 2));
        assert!(open(&[taken(0, true), taken(1, true)], 2));
    }

    #[test]
    fn what_nobody_took_is_free_for_all_some_days_before() {
        let week = Week {
            reserved: reserved(1, 2),
            capacity: 1,
            calls: &[call(0)],
            taken: &[],
        };
        assert!(!week.is_open(call(0), at(-49)));
        assert!(week.is_open(call(0), at(-48)));
    }

    #[test]
    fn precedence_is_after_so_many_days_without_a_visit() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = date("2026-11-22");
        let precedence = |last| has_precedence(reserved(1, 1), last, today);
        assert!(precedence(None));
        assert!(precedence(Some(date("2026-09-23"))));
        assert!(!precedence(Some(date("2026-09-24"))));
        let nobody = Reserved::default();
        assert!(!has_precedence(nobody, None, today));
    }

    #[test]
    fn a_week_is_from_monday_to_sunday() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let monday = date("2026-11-16");
        assert_eq!(week(date("2026-11-22")), monday..=date("2026-11-22"));
        assert_eq!(week(monday), monday..=date("2026-11-22"));
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            rng_seed: RngSeed::Fixed(20_261_122),
            failure_persistence: None,
            ..ProptestConfig::default()
        })]
        /// However greedy the others are, those who go first get what is kept for them, as long as
        /// the week has it and it is not yet free for all; and nothing is kept for longer.
        #[test]
        fn those_who_go_first_get_what_is_kept(
            kept in 0u32..6, capacity in 1u32..3, hours in 1i64..8,
            wishes in prop::collection::vec((0i64..8, any::<bool>()), 0..40),
        ) {
            let calls: Vec<_> = (0..hours).map(call).collect();
            let mut had = Vec::new();
            let now = at(-24 * 10);
            let free = |had: &[Taken], wanted: Time| {
                let busy = had.iter().filter(|taken| taken.time == wanted).count();
                busy < capacity as usize
            };
            for (hour, precedence) in wishes {
                let wanted = call(hour % hours);
                let week = Week { reserved: reserved(kept, 2), capacity, calls: &calls, taken: &had };
                if free(&had, wanted) && (precedence || week.is_open(wanted, now)) {
                    had.push(Taken { time: wanted, precedence });
                }
                let first = had.iter().filter(|taken| taken.precedence).count() as u32;
                let all = hours as u32 * capacity;
                let left = all - had.len() as u32;
                prop_assert!(left >= kept.min(all).saturating_sub(first));
            }
            let week = Week { reserved: reserved(kept, 2), capacity, calls: &calls, taken: &had };
            for wanted in &calls {
                prop_assert!(week.is_open(*wanted, wanted.0 - TimeDelta::days(2)));
            }
        }
    }
}
