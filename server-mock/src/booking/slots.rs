//! From a timetable to the times that calls can have.
//!
//! No slot is stored: its id is made from the establishment and its start, so the same slot has the
//! same id whenever it is looked at.

use crate::{
    establishment::Rules,
    timetable::{Holidays, Period},
};
use chrono::{DateTime, Duration, LocalResult, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
use kinline_protocol::{EstablishmentId, SlotId, booking::Slot};
use uuid::Uuid;

/// The namespace of slot ids (RFC 9562, version 5).
const NAMESPACE: Uuid = Uuid::from_u128(0x1b1f_5e0c_6a0e_4f3b_9d53_7a8f_2c41_90e7);

/// Every time that an establishment offers, free or not, earliest first.
pub fn offered(rules: &Rules, holidays: &Holidays, now: DateTime<Utc>) -> Vec<Slot> {
    let settings = &rules.settings;
    let today = now.with_timezone(&rules.zone).date_naive();
    let dates = rules.timetable.bookable_dates(
        today,
        settings.lead_days,
        settings.booking_window_days,
        holidays,
    );
    let mut slots: Vec<Slot> = dates.flat_map(|date| of_date(rules, date)).collect();
    slots.sort_by_key(|slot| slot.starts_at);
    slots.dedup_by_key(|slot| slot.starts_at);
    slots
}

/// The id of the slot that starts at a time.
pub fn id(establishment: &EstablishmentId, starts_at: DateTime<Utc>) -> SlotId {
    let name = format!("{establishment} {}", starts_at.timestamp());
    SlotId(Uuid::new_v5(&NAMESPACE, name.as_bytes()))
}

/// The instant of a wall-clock time: the first of two where clocks go back, none where they skip it.
pub fn instant(zone: Tz, local: NaiveDateTime) -> Option<DateTime<Utc>> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(time) | LocalResult::Ambiguous(time, _) => Some(time.to_utc()),
        LocalResult::None => None,
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

fn of_date(rules: &Rules, date: NaiveDate) -> impl Iterator<Item = Slot> {
    rules
        .timetable
        .periods(date)
        .flat_map(move |period| cut(rules, date, period))
}

/// Cuts a period into calls with the turn-round between them. Calls start at whole minutes, since
/// people are told when; the last one ends within the period, by the wall clock too.
fn cut(rules: &Rules, date: NaiveDate, period: Period) -> impl Iterator<Item = Slot> {
    let call = Duration::seconds(rules.settings.call_seconds.into());
    let turn_round = Duration::seconds(rules.settings.turn_round_seconds.into());
    let minutes = ((call + turn_round).num_seconds().max(1) + 59) / 60;
    let end = date.and_time(period.end());
    let first = date.and_time(period.start());
    (0..)
        .map(move |n| first + Duration::minutes(minutes * n))
        .take_while(move |start| *start + call <= end)
        .filter_map(move |local_start| {
            let starts_at = instant(rules.zone, local_start)?;
            let ends_at = starts_at + call;
            (ends_at.with_timezone(&rules.zone).naive_local() <= end).then(|| Slot {
                id: id(&rules.establishment, starts_at),
                starts_at,
                ends_at,
                local_start,
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timetable::{Day, Timetable};
    use kinline_protocol::establishment::Settings;
    use proptest::prelude::*;

    fn rules(period: &str, call_minutes: u32, turn_round_minutes: u32) -> Rules {
        Rules {
            establishment: EstablishmentId("BWI".into()),
            live: true,
            zone: Tz::Europe__London,
            settings: Settings {
                call_seconds: call_minutes * 60,
                turn_round_seconds: turn_round_minutes * 60,
                lead_days: 0,
                ..crate::establishment::DEFAULT_SETTINGS
            },
            timetable: Timetable::weekly(Day::ALL, &[period.parse().unwrap()]),
        }
    }

    fn time(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// The starts of the first offered day, as `local = UTC`.
    fn first_day(rules: &Rules, now: &str) -> Vec<String> {
        let slots = offered(rules, &Holidays::default(), time(now));
        let day = slots[0].local_start.date();
        slots
            .iter()
            .take_while(|slot| slot.local_start.date() == day)
            .map(|slot| {
                let local = slot.local_start.format("%H:%M");
                format!("{local} = {}", slot.starts_at.format("%H:%M"))
            })
            .collect()
    }

    #[test]
    fn period_is_cut_into_calls_with_turn_round_between() {
        let rules = rules("1400-1630", 30, 15);
        let slots = first_day(&rules, "2026-11-22T10:00:00Z");
        assert_eq!(slots, ["14:00 = 14:00", "14:45 = 14:45", "15:30 = 15:30"]);
        let summer = first_day(&rules, "2026-06-22T10:00:00Z");
        assert_eq!(summer[0], "14:00 = 13:00");
    }

    #[test]
    fn call_that_fills_the_period_is_offered() {
        assert_eq!(
            first_day(&rules("1400-1430", 30, 15), "2026-11-22T10:00:00Z").len(),
            1
        );
        assert!(
            offered(
                &rules("1400-1429", 30, 15),
                &Holidays::default(),
                time("2026-11-22T10:00:00Z")
            )
            .is_empty()
        );
    }

    #[test]
    fn short_calls_start_at_whole_minutes() {
        let mut rules = rules("1400-1403", 0, 0);
        rules.settings.call_seconds = 20;
        let slots = first_day(&rules, "2026-11-22T10:00:00Z");
        assert_eq!(slots, ["14:00 = 14:00", "14:01 = 14:01", "14:02 = 14:02"]);
    }

    #[test]
    fn skipped_hour_has_no_slot_and_a_call_across_it_none_either() {
        // Clocks go forward on 29 March 2026 at 01:00.
        let slots = first_day(&rules("0000-0300", 30, 0), "2026-03-28T10:00:00Z");
        assert_eq!(
            slots,
            [
                "00:00 = 00:00",
                "00:30 = 00:30",
                "02:00 = 01:00",
                "02:30 = 01:30"
            ]
        );
        // 00:30 for an hour would end at 02:30 by the wall clock: after the period.
        let slots = offered(
            &rules("0030-0200", 60, 0),
            &Holidays::default(),
            time("2026-03-28T10:00:00Z"),
        );
        assert_eq!(slots[0].starts_at, time("2026-03-29T23:30:00Z"));
    }

    #[test]
    fn repeated_hour_has_its_slots_once_the_first_time() {
        // Clocks go back on 25 October 2026 at 02:00.
        let slots = first_day(&rules("0030-0230", 30, 0), "2026-10-24T10:00:00Z");
        assert_eq!(
            slots,
            [
                "00:30 = 23:30",
                "01:00 = 00:00",
                "01:30 = 00:30",
                "02:00 = 02:00"
            ]
        );
    }

    #[test]
    fn overlapping_periods_offer_a_start_once() {
        let mut rules = rules("1400-1500", 30, 0);
        rules.timetable = Timetable::weekly(
            Day::ALL,
            &["1400-1500", "1430-1530"].map(|text| text.parse().unwrap()),
        );
        let slots = first_day(&rules, "2026-11-22T10:00:00Z");
        assert_eq!(slots, ["14:00 = 14:00", "14:30 = 14:30", "15:00 = 15:00"]);
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

    fn zones() -> impl Strategy<Value = Tz> {
        // Half an hour of daylight saving, midnight changes, and a day that was skipped.
        prop::sample::select(vec![
            Tz::Europe__London,
            Tz::America__New_York,
            Tz::Australia__Lord_Howe,
            Tz::Asia__Beirut,
            Tz::Pacific__Apia,
        ])
    }

    proptest! {
        #[test]
        fn slots_lie_in_their_period_in_order(
            zone in zones(), day in 0i64..5000, start in 0u32..1380, length in 1u32..600,
            call in 1u32..90, turn_round in 0u32..60,
        ) {
            let end = (start + length).min(1439);
            let text = format!("{:02}{:02}-{:02}{:02}", start / 60, start % 60, end / 60, end % 60);
            let mut rules = rules(&text, call, turn_round);
            rules.zone = zone;
            let period: Period = text.parse().unwrap();
            let now = time("2011-12-20T10:00:00Z") + Duration::days(day);
            let slots = offered(&rules, &Holidays::default(), now);
            for slot in &slots {
                prop_assert!(slot.starts_at > now);
                let local_end = slot.ends_at.with_timezone(&zone).naive_local();
                prop_assert!(slot.local_start.time() >= period.start());
                prop_assert!(local_end <= slot.local_start.date().and_time(period.end()));
                prop_assert_eq!(slot.starts_at.with_timezone(&zone).naive_local(), slot.local_start);
            }
            // Where clocks go forward two slots can overlap; the diary gives them two laptops.
            prop_assert!(slots.windows(2).all(|pair| pair[0].starts_at < pair[1].starts_at));
        }
    }
}
