//! When an establishment offers calls: weekly periods, dated exceptions, closed dates.
//!
//! The rules are the Ministry's (`ministryofjustice/prison-visits-2`): what a date offers is decided
//! by `unbookable`, else `anomalous`, else `recurring`. All times are the establishment's wall clock.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

/// An establishment's timetable, as it is kept: JSON with the Ministry's keys.
///
/// Overlapping periods are kept; a repeated one is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Timetable {
    /// Nothing is offered unless set.
    pub enabled: bool,
    /// Whether weekend days are working days, for lead days.
    pub works_weekends: bool,
    /// What every week offers.
    pub recurring: BTreeMap<Day, BTreeSet<Period>>,
    /// What a date offers instead; nothing where the set is empty.
    pub anomalous: BTreeMap<NaiveDate, BTreeSet<Period>>,
    /// Dates that offer nothing, whatever else says so.
    pub unbookable: BTreeSet<NaiveDate>,
}

impl Default for Timetable {
    fn default() -> Self {
        Self {
            enabled: true,
            works_weekends: false,
            recurring: BTreeMap::new(),
            anomalous: BTreeMap::new(),
            unbookable: BTreeSet::new(),
        }
    }
}

impl Timetable {
    /// The same periods on each of some days of every week.
    pub fn weekly(days: impl IntoIterator<Item = Day>, periods: &[Period]) -> Self {
        let periods: BTreeSet<Period> = periods.iter().copied().collect();
        Self {
            recurring: days.into_iter().map(|day| (day, periods.clone())).collect(),
            ..Self::default()
        }
    }

    /// What a date offers, earliest first.
    pub fn periods(&self, date: NaiveDate) -> impl Iterator<Item = Period> {
        let closed = !self.enabled || self.unbookable.contains(&date);
        self.anomalous
            .get(&date)
            .or_else(|| self.recurring.get(&Day::of(date)))
            .filter(|_| !closed)
            .into_iter()
            .flatten()
            .copied()
    }

    /// Whether a date is a working day. A bank holiday on a weekday never is one; a weekend day is
    /// one, even on a holiday, where weekends are worked.
    pub fn is_working_day(&self, date: NaiveDate, holidays: &Holidays) -> bool {
        match date.weekday() {
            Weekday::Sat | Weekday::Sun => self.works_weekends,
            _ => !holidays.contains(date),
        }
    }

    /// The dates that can be booked: from the day after the `lead_days`-th working day, counted
    /// from tomorrow, to today + `window_days`, both inclusive. Where the window has fewer working
    /// days the last one counts; with none, nothing can be booked. Without lead days: from tomorrow.
    pub fn bookable_dates(
        &self,
        today: NaiveDate,
        lead_days: u32,
        window_days: u32,
        holidays: &Holidays,
    ) -> impl Iterator<Item = NaiveDate> {
        let window = move || {
            (1..=u64::from(window_days)).filter_map(move |n| today.checked_add_days(Days::new(n)))
        };
        let last_lead_day = match lead_days {
            0 => Some(today),
            n => window()
                .filter(|date| self.is_working_day(*date, holidays))
                .take(n as usize)
                .last(),
        };
        window().filter(move |date| last_lead_day.is_some_and(|lead| *date > lead))
    }

    /// The `n`-th working day after a date. Looks a year ahead at most.
    pub fn working_day_after(&self, date: NaiveDate, n: u32, holidays: &Holidays) -> NaiveDate {
        date.iter_days()
            .skip(1)
            .take(366)
            .filter(|day| self.is_working_day(*day, holidays))
            .nth(n.saturating_sub(1) as usize)
            .unwrap_or(date)
    }
}

/// A part of a day, wall-clock, in whole minutes: `HHMM-HHMM`, the end after the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    start: NaiveTime,
    end: NaiveTime,
}

impl Period {
    /// When it begins.
    pub fn start(self) -> NaiveTime {
        self.start
    }

    /// When it is over.
    pub fn end(self) -> NaiveTime {
        self.end
    }
}

/// Why a text is not a period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a period: write HHMM-HHMM, the end after the start")]
pub struct NotAPeriod(String);

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        text.split_once('-')
            .and_then(|(start, end)| Some((minute(start)?, minute(end)?)))
            .filter(|(start, end)| start < end)
            .map(|(start, end)| Self { start, end })
            .ok_or_else(|| NotAPeriod(text.to_owned()))
    }
}

fn minute(text: &str) -> Option<NaiveTime> {
    let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let number: u32 = digits.then(|| text.parse().ok()).flatten()?;
    NaiveTime::from_hms_opt(number / 100, number % 100, 0)
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}-{}",
            self.start.format("%H%M"),
            self.end.format("%H%M")
        )
    }
}

impl TryFrom<String> for Period {
    type Error = NotAPeriod;

    fn try_from(text: String) -> Result<Self, NotAPeriod> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

/// A day of the week, by the Ministry's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Day {
    Sun,
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
}

impl Day {
    /// The whole week.
    pub const ALL: [Self; 7] = [
        Self::Sun,
        Self::Mon,
        Self::Tue,
        Self::Wed,
        Self::Thu,
        Self::Fri,
        Self::Sat,
    ];

    /// The day of a date.
    pub fn of(date: NaiveDate) -> Self {
        Self::ALL[date.weekday().num_days_from_sunday() as usize]
    }
}

/// Bank holidays. They count for lead days only: calls may fall on them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holidays {
    dates: BTreeSet<NaiveDate>,
}

impl Holidays {
    /// England and Wales, from the Ministry's `prison-visits-public`.
    pub fn england_and_wales() -> &'static Self {
        static DATES: std::sync::LazyLock<Holidays> = std::sync::LazyLock::new(|| {
            serde_json::from_str(include_str!("../../data/bank-holidays.json")).unwrap_or_default()
        });
        &DATES
    }

    /// Whether a date is one.
    pub fn contains(&self, date: NaiveDate) -> bool {
        self.dates.contains(&date)
    }
}

impl FromIterator<NaiveDate> for Holidays {
    fn from_iter<I: IntoIterator<Item = NaiveDate>>(dates: I) -> Self {
        Self {
            dates: dates.into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    fn timetable(json: serde_json::Value) -> Timetable {
        serde_json::from_value(json).unwrap()
    }

    fn offered(timetable: &Timetable, on: &str) -> Vec<String> {
        timetable
            .periods(date(on))
            .map(|period| period.to_string())
            .collect()
    }

    fn bookable(timetable: &Timetable, today: &str, lead: u32, window: u32) -> Vec<NaiveDate> {
        timetable
            .bookable_dates(date(today), lead, window, Holidays::england_and_wales())
            .collect()
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
        }));
        assert_eq!(offered(&timetable, "2026-11-23"), [""; 0]);
    }

    #[test]
    fn period_has_one_shape() {
        assert_eq!(period("0000-2359").to_string(), "0000-2359");
        for bad in [
            "",
            "1400",
            "1400-1400",
            "1500-1400",
            "1400-2400",
            "1460-1500",
            "14:00-15:00",
            "1400 -1500",
            "+140-1500",
            "1400-1500-1600",
        ] {
            assert!(bad.parse::<Period>().is_err(), "{bad}");
        }
    }

    #[test]
    fn unknown_key_and_range_are_errors_not_guesses() {
        for bad in [
            r#"{"adult age": 18}"#,
            r#"{"unbookable": ["2023-12-11 -2023-12-12"]}"#,
            r#"{"recurring": {"monday": []}}"#,
        ] {
            assert!(serde_json::from_str::<Timetable>(bad).is_err(), "{bad}");
        }
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
        let weekdays = Timetable::default();
        // Sunday: Monday, Tuesday, Wednesday are the three; Thursday is the first day.
        assert_eq!(
            bookable(&weekdays, "2026-11-22", 3, 28)[0],
            date("2026-11-26")
        );
        assert_eq!(
            bookable(&weekdays, "2026-11-22", 3, 28).last(),
            Some(&date("2026-12-20"))
        );
        // Wednesday before Christmas: 24th; 25th and 28th are holidays; 29th, 30th.
        assert_eq!(
            bookable(&weekdays, "2026-12-23", 3, 28)[0],
            date("2026-12-31")
        );
        assert_eq!(
            bookable(&weekdays, "2026-11-22", 0, 28)[0],
            date("2026-11-23")
        );
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
        let first = weekends
            .bookable_dates(date("2021-12-24"), 3, 28, &holidays)
            .next();
        assert_eq!(first, Some(date("2021-12-30")));
        assert!(!weekends.is_working_day(date("2021-12-27"), &holidays));
    }

    #[test]
    fn short_window_uses_its_last_working_day_or_offers_nothing() {
        let weekdays = Timetable::default();
        // Thursday, four days: only Friday is a working day before Monday.
        assert_eq!(
            bookable(&weekdays, "2026-11-19", 3, 3),
            ["2026-11-21", "2026-11-22"].map(date)
        );
        assert!(bookable(&weekdays, "2026-11-20", 3, 2).is_empty());
    }

    #[test]
    fn answer_is_due_on_a_working_day() {
        let weekdays = Timetable::default();
        let holidays = Holidays::england_and_wales();
        assert_eq!(
            weekdays.working_day_after(date("2026-12-24"), 1, holidays),
            date("2026-12-29")
        );
        assert_eq!(
            weekdays.working_day_after(date("2026-11-20"), 3, holidays),
            date("2026-11-25")
        );
    }

    proptest! {
        #[test]
        fn window_is_never_left(
            day in 0i64..3000, lead in 0u32..30, window in 1u32..29, works_weekends: bool,
        ) {
            let today = date("2024-01-01") + chrono::Duration::days(day);
            let timetable = Timetable { works_weekends, ..Timetable::default() };
            let holidays = Holidays::england_and_wales();
            let dates: Vec<_> = timetable.bookable_dates(today, lead, window, holidays).collect();
            let last = today + chrono::Duration::days(i64::from(window));
            for date in &dates {
                prop_assert!(*date > today && *date <= last);
            }
            if let Some(first) = dates.first() {
                // Every day from the first on, and at least the working days of the lead before it.
                prop_assert_eq!((last - *first).num_days() as usize + 1, dates.len());
                let before = today.iter_days().skip(1).take_while(|date| date < first);
                let worked = before.filter(|date| timetable.is_working_day(*date, holidays)).count();
                prop_assert!(worked <= lead as usize);
                let in_window = today.iter_days().skip(1).take(window as usize)
                    .filter(|date| timetable.is_working_day(*date, holidays)).count();
                prop_assert_eq!(worked, in_window.min(lead as usize));
            }
        }
    }
}
