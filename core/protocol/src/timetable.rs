//! When an establishment offers calls: weekly periods, dated exceptions, closed dates.
//!
//! The shape is the Ministry's (`ministryofjustice/prison-visits-2`), with what it lacks: from when
//! to when, and every second week. All times are the establishment's wall clock. How long a call is,
//! how many there are at once and how far ahead they can be booked is in
//! [`crate::establishment::Settings`].

use chrono::{Datelike, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

/// An establishment's timetable, as it is sent and kept.
///
/// What a date offers is decided by `unbookable`, else `anomalous`, else `recurring` in the weeks
/// that count. Overlapping periods are kept; a repeated one is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Timetable {
    /// Nothing is offered unless set.
    pub enabled: bool,
    /// Whether weekend days are working days, for lead days.
    pub works_weekends: bool,
    /// The first date that it is for; none: since ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// The last date that it is for; none: for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// The weeks in which `recurring` counts.
    pub weeks: Weeks,
    /// What a week offers.
    pub recurring: BTreeMap<Day, BTreeSet<Period>>,
    /// What a date offers instead, in any week; nothing where the set is empty.
    pub anomalous: BTreeMap<NaiveDate, BTreeSet<Period>>,
    /// Dates that offer nothing, whatever else says so.
    pub unbookable: BTreeSet<NaiveDate>,
}

impl Default for Timetable {
    fn default() -> Self {
        Self {
            enabled: true,
            works_weekends: false,
            valid_from: None,
            valid_to: None,
            weeks: Weeks::Every,
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
}

/// Which weeks, Monday to Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "every", rename_all = "snake_case", deny_unknown_fields)]
pub enum Weeks {
    /// Each.
    #[default]
    #[serde(rename = "week")]
    Every,
    /// Every second one.
    #[serde(rename = "second_week")]
    Second {
        /// Any date of a week that counts.
        anchor: NaiveDate,
    },
}

impl Weeks {
    /// Whether the week of a date counts.
    pub fn count(self, date: NaiveDate) -> bool {
        match self {
            Self::Every => true,
            Self::Second { anchor } => (week(date) - week(anchor)) % 2 == 0,
        }
    }
}

/// Weeks that have begun, on Mondays, since the common era did (1 January of year 1, a Monday).
fn week(date: NaiveDate) -> i32 {
    (date.num_days_from_ce() - 1).div_euclid(7)
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

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Period {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::Type::String)
            .pattern(Some(
                "^([01][0-9]|2[0-3])[0-5][0-9]-([01][0-9]|2[0-3])[0-5][0-9]$",
            ))
            .description(Some("HHMM-HHMM, the end after the start"))
            .examples(["1400-1530"])
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Period {}

/// Why a text is not a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAPeriod(String);

impl fmt::Display for NotAPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "'{}' is not a period: write HHMM-HHMM, the end after the start",
            self.0
        )
    }
}

impl std::error::Error for NotAPeriod {}

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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Day {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl Day {
    /// The whole week.
    pub const ALL: [Self; 7] = [
        Self::Mon,
        Self::Tue,
        Self::Wed,
        Self::Thu,
        Self::Fri,
        Self::Sat,
        Self::Sun,
    ];

    /// The day of a date.
    pub fn of(date: NaiveDate) -> Self {
        Self::ALL[date.weekday().num_days_from_monday() as usize]
    }

    /// The Ministry's key: the first three letters of its English name, lower case.
    pub fn key(self) -> &'static str {
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn period_has_one_shape() {
        assert_eq!(
            "0000-2359".parse::<Period>().unwrap().to_string(),
            "0000-2359"
        );
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
            r#"{"weeks": {"every": "second_week"}}"#,
            r#"{"weeks": {"every": "month"}}"#,
        ] {
            assert!(serde_json::from_str::<Timetable>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn second_weeks_run_from_monday_to_sunday_before_and_after_their_anchor() {
        // 25 November 2026 is a Wednesday.
        let weeks = Weeks::Second {
            anchor: date("2026-11-25"),
        };
        let counted = |text: &str| weeks.count(date(text));
        for on in [
            "2026-11-23",
            "2026-11-29",
            "2026-12-07",
            "2026-11-15",
            "2027-01-04",
        ] {
            assert!(counted(on), "{on}");
        }
        for off in [
            "2026-11-22",
            "2026-11-30",
            "2026-12-06",
            "2026-11-16",
            "2026-12-28",
        ] {
            assert!(!counted(off), "{off}");
        }
        assert!(Weeks::Every.count(date("2026-11-30")));
    }

    #[test]
    fn every_day_has_its_key() {
        for day in Day::ALL {
            assert_eq!(serde_json::to_value(day).unwrap(), day.key());
        }
        assert_eq!(Day::of(date("2026-11-22")), Day::Sun);
        assert_eq!(Day::of(date("2026-11-23")), Day::Mon);
    }
}
