//! The rules, one by one, and what holds for every timetable.

use super::*;
use crate::establishment::DEFAULT_SETTINGS;
use chrono::{DateTime, Duration, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use kinline_protocol::establishment::Settings;
use proptest::{prelude::*, test_runner::RngSeed};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn time(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn timetable(json: serde_json::Value) -> Timetable {
    serde_json::from_value(json).unwrap()
}

fn settings(lead_days: u32, booking_window_days: u32) -> Settings {
    Settings {
        lead_days,
        booking_window_days,
        ..DEFAULT_SETTINGS
    }
}

fn minutes(call: u32, turn_round: u32) -> Settings {
    Settings {
        call_seconds: call * 60,
        turn_round_seconds: turn_round * 60,
        ..settings(0, 28)
    }
}

fn calendar<'a>(timetable: &'a Timetable, settings: &'a Settings) -> Calendar<'a> {
    Calendar {
        timetable,
        settings,
        zone: Tz::Europe__London,
    }
}

fn offered(timetable: &Timetable, on: &str) -> Vec<String> {
    calendar(timetable, &DEFAULT_SETTINGS)
        .on(date(on))
        .map(|period| period.to_string())
        .collect()
}

/// First and last.
fn bookable(timetable: &Timetable, today: &str, lead: u32, window: u32) -> Option<[String; 2]> {
    let settings = settings(lead, window);
    let calendar = calendar(timetable, &settings);
    let dates = calendar.bookable(date(today), Holidays::england_and_wales())?;
    Some([dates.start(), dates.end()].map(ToString::to_string))
}

#[test]
fn exception_replaces_and_closed_beats_both() {
    let timetable = timetable(serde_json::json!({
        "recurring": {"mon": ["1400-1530", "0900-1000", "1400-1530"]},
        "anomalous": {"2026-11-30": ["1000-1100"], "2026-12-07": [], "2026-12-14": ["1000-1100"]},
        "unbookable": ["2026-12-14", "2026-12-21"],
    }));
    assert_eq!(
        offered(&timetable, "2026-11-23"),
        ["0900-1000", "1400-1530"]
    );
    assert_eq!(offered(&timetable, "2026-11-24"), [""; 0]);
    assert_eq!(offered(&timetable, "2026-11-30"), ["1000-1100"]);
    for nothing in ["2026-12-07", "2026-12-14", "2026-12-21"] {
        assert_eq!(offered(&timetable, nothing), [""; 0], "{nothing}");
    }
}

#[test]
fn disabled_offers_nothing() {
    let timetable = timetable(serde_json::json!({
        "enabled": false, "recurring": {"mon": ["1400-1530"]},
        "anomalous": {"2026-11-30": ["1000-1100"]},
    }));
    for nothing in ["2026-11-23", "2026-11-30"] {
        assert_eq!(offered(&timetable, nothing), [""; 0]);
    }
}

#[test]
fn dates_outside_its_validity_offer_nothing_exceptions_neither() {
    let timetable = timetable(serde_json::json!({
        "valid_from": "2026-11-23", "valid_to": "2026-12-07",
        "recurring": {"mon": ["1400-1530"]},
        "anomalous": {"2026-11-22": ["1000-1100"], "2026-12-08": ["1000-1100"]},
    }));
    for some in ["2026-11-23", "2026-11-30", "2026-12-07"] {
        assert_eq!(offered(&timetable, some), ["1400-1530"], "{some}");
    }
    for nothing in ["2026-11-16", "2026-11-22", "2026-12-08", "2026-12-14"] {
        assert_eq!(offered(&timetable, nothing), [""; 0], "{nothing}");
    }
}

#[test]
fn every_second_week_keeps_to_its_anchor_over_the_year_end_but_not_exceptions() {
    let timetable = timetable(serde_json::json!({
        "weeks": {"every": "second_week", "anchor": "2026-12-16"},
        "recurring": {"mon": ["1400-1530"]}, "anomalous": {"2026-12-21": ["1000-1100"]},
    }));
    assert_eq!(offered(&timetable, "2026-12-14"), ["1400-1530"]);
    assert_eq!(offered(&timetable, "2026-12-21"), ["1000-1100"]);
    assert_eq!(offered(&timetable, "2026-12-28"), ["1400-1530"]);
    assert_eq!(offered(&timetable, "2027-01-04"), [""; 0]);
    assert_eq!(offered(&timetable, "2027-01-11"), ["1400-1530"]);
}

#[test]
fn leap_day_is_a_day_like_others() {
    let timetable = timetable(serde_json::json!({
        "recurring": {"tue": ["1400-1530"], "thu": ["1400-1530"]},
        "anomalous": {"2024-02-29": ["1000-1100"]},
    }));
    assert_eq!(offered(&timetable, "2024-02-29"), ["1000-1100"]);
    // A Tuesday, with nothing special.
    assert_eq!(offered(&timetable, "2028-02-29"), ["1400-1530"]);
    let settings = settings(3, 28);
    let calendar = calendar(&timetable, &settings);
    let days: Vec<_> = calendar
        .periods(date("2028-02-27")..=date("2028-03-02"))
        .map(|(date, _)| date.to_string())
        .collect();
    assert_eq!(days, ["2028-02-29", "2028-03-02"]);
    // Thursday, Friday, Monday; then Tuesday.
    let dates = bookable(&timetable, "2024-02-28", 3, 28);
    assert_eq!(dates, Some(["2024-03-05", "2024-03-27"].map(String::from)));
}

#[test]
fn json_reads_back() {
    let timetable = timetable(serde_json::json!({
        "works_weekends": true,
        "recurring": {"sun": ["1400-1530"]},
        "anomalous": {"2026-12-24": ["0900-1000"]},
        "unbookable": ["2026-12-25"],
    }));
    let text = serde_json::to_string(&timetable).unwrap();
    assert_eq!(serde_json::from_str::<Timetable>(&text).unwrap(), timetable);
}

#[test]
fn lead_days_count_working_days_from_tomorrow() {
    let plain = Timetable::default();
    // Sunday: Monday, Tuesday, Wednesday are the three; Thursday is the first day.
    let dates = bookable(&plain, "2026-11-22", 3, 28);
    assert_eq!(dates, Some(["2026-11-26", "2026-12-20"].map(String::from)));
    // Wednesday before Christmas: 24th; 25th and 28th are holidays; 29th, 30th. Over the year's end.
    let dates = bookable(&plain, "2026-12-23", 3, 28);
    assert_eq!(dates, Some(["2026-12-31", "2027-01-20"].map(String::from)));
    let dates = bookable(&plain, "2026-12-30", 3, 28);
    assert_eq!(dates, Some(["2027-01-06", "2027-01-27"].map(String::from)));
    let dates = bookable(&plain, "2026-11-22", 0, 28);
    assert_eq!(dates, Some(["2026-11-23", "2026-12-20"].map(String::from)));
}

#[test]
fn weekends_worked_count_even_on_a_holiday() {
    let weekends = Timetable {
        works_weekends: true,
        ..Timetable::default()
    };
    // Christmas 2021 was a Saturday, Boxing Day a Sunday; Monday and Tuesday stood in.
    let holidays: Holidays = ["2021-12-25", "2021-12-26", "2021-12-27", "2021-12-28"]
        .map(date)
        .into_iter()
        .collect();
    let settings = settings(3, 28);
    let calendar = calendar(&weekends, &settings);
    let dates = calendar.bookable(date("2021-12-24"), &holidays).unwrap();
    assert_eq!(*dates.start(), date("2021-12-30"));
    assert!(!calendar.is_working_day(date("2021-12-27"), &holidays));
}

#[test]
fn short_window_uses_its_last_working_day_or_offers_nothing() {
    let plain = Timetable::default();
    // Thursday, three days: only Friday is a working day before Monday.
    let dates = bookable(&plain, "2026-11-19", 3, 3);
    assert_eq!(dates, Some(["2026-11-21", "2026-11-22"].map(String::from)));
    assert_eq!(bookable(&plain, "2026-11-20", 3, 2), None);
    // The window's last day is the last working day too.
    assert_eq!(bookable(&plain, "2026-11-19", 3, 1), None);
}

#[test]
fn answer_is_due_on_a_working_day() {
    let plain = Timetable::default();
    let settings = settings(3, 28);
    let calendar = calendar(&plain, &settings);
    let due = |from, n| calendar.working_day_after(date(from), n, Holidays::england_and_wales());
    assert_eq!(due("2026-12-24", 1), date("2026-12-29"));
    assert_eq!(due("2026-11-20", 3), date("2026-11-25"));
}

/// The starts of the first offered day, as `local = UTC`.
fn first_day(periods: &[&str], settings: &Settings, now: &str) -> Vec<String> {
    let periods: Vec<Period> = periods.iter().map(|text| text.parse().unwrap()).collect();
    let timetable = Timetable::weekly(Day::ALL, &periods);
    let slots = calendar(&timetable, settings).slots(time(now), &Holidays::default());
    let day = (time(now) + TimeDelta::days(1)).date_naive();
    slots
        .iter()
        .filter(|slot| slot.local_start.date() == day)
        .map(|slot| {
            let local = slot.local_start.format("%H:%M");
            format!("{local} = {}", slot.starts_at.format("%H:%M"))
        })
        .collect()
}

const WINTER: &str = "2026-11-22T10:00:00Z";
/// Clocks go forward on the next day, at 01:00.
const BEFORE_SPRING: &str = "2026-03-28T10:00:00Z";
/// Clocks go back on the next day, at 02:00.
const BEFORE_AUTUMN: &str = "2026-10-24T10:00:00Z";

#[test]
fn period_is_cut_into_calls_with_turn_round_between() {
    let settings = minutes(30, 15);
    let slots = first_day(&["1400-1630"], &settings, WINTER);
    assert_eq!(slots, ["14:00 = 14:00", "14:45 = 14:45", "15:30 = 15:30"]);
    let summer = first_day(&["1400-1630"], &settings, "2026-06-22T10:00:00Z");
    assert_eq!(summer[0], "14:00 = 13:00");
}

#[test]
fn call_that_fills_the_period_is_offered() {
    let settings = minutes(30, 15);
    assert_eq!(first_day(&["1400-1430"], &settings, WINTER).len(), 1);
    assert_eq!(first_day(&["1400-1429"], &settings, WINTER), [""; 0]);
}

#[test]
fn short_calls_start_at_whole_minutes() {
    let settings = Settings {
        call_seconds: 20,
        ..minutes(0, 0)
    };
    let slots = first_day(&["1400-1403"], &settings, WINTER);
    assert_eq!(slots, ["14:00 = 14:00", "14:01 = 14:01", "14:02 = 14:02"]);
}

#[test]
fn skipped_hour_has_no_slot_and_a_call_across_it_none_either() {
    let slots = first_day(&["0000-0300"], &minutes(30, 0), BEFORE_SPRING);
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
    assert_eq!(
        first_day(&["0030-0200"], &minutes(60, 0), BEFORE_SPRING),
        [""; 0]
    );
    // Until 01:00, which is 02:00, and then a quarter: 02:00 is too early, 02:45 is not.
    assert_eq!(
        first_day(&["0030-0330"], &minutes(30, 15), BEFORE_SPRING),
        ["00:30 = 00:30", "02:45 = 01:45"]
    );
}

#[test]
fn repeated_hour_has_its_slots_once_the_first_time() {
    let slots = first_day(&["0030-0230"], &minutes(30, 0), BEFORE_AUTUMN);
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
    let slots = first_day(&["1400-1500", "1430-1530"], &minutes(30, 0), WINTER);
    assert_eq!(slots, ["14:00 = 14:00", "14:30 = 14:30", "15:00 = 15:00"]);
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

fn period() -> impl Strategy<Value = Period> {
    (0u32..1439, 1u32..600).prop_map(|(start, length)| {
        let end = (start + length).min(1439);
        let text = |minute: u32| format!("{:02}{:02}", minute / 60, minute % 60);
        format!("{}-{}", text(start), text(end)).parse().unwrap()
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        rng_seed: RngSeed::Fixed(20_261_122),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn window_is_never_left(
        day in 0i64..3000, lead in 0u32..30, window in 1u32..29, works_weekends: bool,
    ) {
        let today = date("2024-01-01") + Duration::days(day);
        let timetable = Timetable { works_weekends, ..Timetable::default() };
        let settings = settings(lead, window);
        let calendar = calendar(&timetable, &settings);
        let holidays = Holidays::england_and_wales();
        let last = today + Duration::days(i64::from(window));
        let in_window = today.iter_days().skip(1).take(window as usize)
            .filter(|date| calendar.is_working_day(*date, holidays)).count();
        match calendar.bookable(today, holidays) {
            Some(dates) => {
                prop_assert!(*dates.start() > today && dates.start() <= dates.end());
                prop_assert_eq!(*dates.end(), last);
                let before = today.iter_days().skip(1).take_while(|date| date < dates.start());
                let worked = before.filter(|date| calendar.is_working_day(*date, holidays)).count();
                prop_assert_eq!(worked, in_window.min(lead as usize));
            }
            None => prop_assert!(in_window == 0 || calendar.is_working_day(last, holidays)),
        }
    }

    #[test]
    fn slots_lie_in_their_period_with_turn_round_between(
        zone in zones(), day in 0i64..6000, period in period(), call in 1u32..90, turn_round in 0u32..60,
    ) {
        let timetable = Timetable::weekly(Day::ALL, &[period]);
        let settings = minutes(call, turn_round);
        let calendar = Calendar { zone, ..calendar(&timetable, &settings) };
        let now = time("2011-12-20T10:00:00Z") + Duration::days(day);
        let slots = calendar.slots(now, &Holidays::default());
        for slot in &slots {
            prop_assert!(slot.starts_at > now);
            let local_end = slot.ends_at.with_timezone(&zone).naive_local();
            prop_assert!(slot.local_start.time() >= period.start());
            prop_assert!(local_end <= slot.local_start.date().and_time(period.end()));
            prop_assert_eq!(slot.starts_at.with_timezone(&zone).naive_local(), slot.local_start);
            prop_assert_eq!(slot.ends_at - slot.starts_at, Duration::minutes(call.into()));
        }
        for pair in slots.windows(2) {
            let same = pair[0].local_start.date() == pair[1].local_start.date();
            let turn_round = Duration::minutes(if same { turn_round.into() } else { 0 });
            prop_assert!(pair[0].ends_at + turn_round <= pair[1].starts_at);
        }
    }

    #[test]
    fn no_slot_outside_what_is_published(
        periods in prop::collection::vec((0usize..7, period()), 0..12),
        exceptions in prop::collection::btree_map(0u64..40, prop::collection::btree_set(period(), 0..3), 0..6),
        closed in prop::collection::btree_set(0u64..40, 0..6),
        valid in prop::option::of((0u64..40, 0u64..40)), anchor in prop::option::of(0u64..40),
        day in 0u64..3000,
    ) {
        let today = date("2024-01-01") + chrono::Days::new(day);
        let at = |days: u64| today + chrono::Days::new(days);
        let mut timetable = Timetable {
            anomalous: exceptions.into_iter().map(|(days, periods)| (at(days), periods)).collect(),
            unbookable: closed.into_iter().map(at).collect(),
            valid_from: valid.map(|(from, _)| at(from)),
            valid_to: valid.map(|(_, to)| at(to)),
            weeks: anchor.map_or(Weeks::Every, |days| Weeks::Second { anchor: at(days) }),
            ..Timetable::default()
        };
        for (day, period) in periods {
            timetable.recurring.entry(Day::ALL[day]).or_default().insert(period);
        }
        let settings = minutes(20, 10);
        let calendar = calendar(&timetable, &settings);
        let now = today.and_hms_opt(12, 0, 0).unwrap().and_utc();
        let slots = calendar.slots(now, &Holidays::default());
        for slot in &slots {
            let (on, from) = (slot.local_start.date(), slot.local_start.time());
            let until = slot.ends_at.with_timezone(&calendar.zone).naive_local();
            prop_assert!(!timetable.unbookable.contains(&on));
            prop_assert!(timetable.valid_from.is_none_or(|from| from <= on));
            prop_assert!(timetable.valid_to.is_none_or(|to| on <= to));
            let weekly = timetable.recurring.get(&Day::of(on)).filter(|_| {
                anchor.is_none_or(|days| {
                    // By ISO week numbers, unlike the code: the Mondays are whole fortnights apart.
                    let monday = |date: NaiveDate| date.week(chrono::Weekday::Mon).first_day();
                    (monday(on) - monday(at(days))).num_days() % 14 == 0
                })
            });
            let published = timetable.anomalous.get(&on).or(weekly);
            let within = |period: &Period| {
                period.start() <= from && until <= on.and_time(period.end())
            };
            prop_assert!(published.is_some_and(|periods| periods.iter().any(within)));
        }
        prop_assert!(slots.windows(2).all(|pair| pair[0].starts_at < pair[1].starts_at));
    }
}
