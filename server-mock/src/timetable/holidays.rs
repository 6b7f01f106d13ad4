//! Bank holidays: data that can be replaced.

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::LazyLock,
};
use thiserror::Error;

/// Bank holidays. They count for lead days only: calls may fall on them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holidays {
    dates: BTreeSet<NaiveDate>,
}

/// Why a file does not say which days are bank holidays.
#[derive(Debug, Error)]
pub enum HolidaysError {
    /// There is no such file, or it may not be read.
    #[error("{0}: {1}")]
    Unreadable(PathBuf, #[source] std::io::Error),
    /// It says something else: give it one of the two shapes.
    #[error(
        "{0}: not bank holidays: write {{\"dates\": [\"2026-12-25\"]}}, or take GOV.UK's bank-holidays.json ({1})"
    )]
    Malformed(PathBuf, #[source] serde_json::Error),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum File {
    /// `{"dates": ["2026-12-25"]}`
    Dates { dates: BTreeSet<NaiveDate> },
    /// <https://www.gov.uk/bank-holidays.json>
    Divisions {
        #[serde(rename = "england-and-wales")]
        division: Division,
    },
}

#[derive(Deserialize)]
struct Division {
    events: Vec<Event>,
}

#[derive(Deserialize)]
struct Event {
    date: NaiveDate,
}

impl Holidays {
    /// England and Wales, from the Ministry's `prison-visits-public`.
    pub fn england_and_wales() -> &'static Self {
        static DATES: LazyLock<Holidays> = LazyLock::new(|| {
            parse(include_str!("../../data/bank-holidays.json")).unwrap_or_default()
        });
        &DATES
    }

    /// Those of a file: ours, or GOV.UK's.
    pub fn read(path: &Path) -> Result<Self, HolidaysError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| HolidaysError::Unreadable(path.to_owned(), error))?;
        parse(&text).map_err(|error| HolidaysError::Malformed(path.to_owned(), error))
    }

    /// Whether any of a year is known.
    pub fn covers(&self, year: i32) -> bool {
        self.dates.iter().any(|date| date.year() == year)
    }

    /// All of them.
    pub fn dates(&self) -> &BTreeSet<NaiveDate> {
        &self.dates
    }

    /// Whether a date is one.
    pub fn contains(&self, date: NaiveDate) -> bool {
        self.dates.contains(&date)
    }
}

fn parse(text: &str) -> Result<Holidays, serde_json::Error> {
    let dates = match serde_json::from_str(text)? {
        File::Dates { dates } => dates,
        File::Divisions { division } => division.events.iter().map(|event| event.date).collect(),
    };
    Ok(Holidays { dates })
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

    #[test]
    fn both_shapes_are_read_and_nothing_else() {
        let christmas = "2026-12-25".parse().unwrap();
        for text in [
            r#"{"division": "england-and-wales", "dates": ["2026-12-25"]}"#,
            r#"{"scotland": {"division": "scotland", "events": []}, "england-and-wales": {"division":
                "england-and-wales", "events": [{"title": "Christmas Day", "date": "2026-12-25"}]}}"#,
        ] {
            assert!(parse(text).unwrap().contains(christmas), "{text}");
        }
        for bad in ["{}", "[]", "", r#"{"dates": ["25 December 2026"]}"#] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn those_built_in_are_there() {
        let holidays = Holidays::england_and_wales();
        // Boxing Day 2026 is a Saturday: Monday stands in.
        assert!(holidays.contains("2026-12-28".parse().unwrap()));
        assert!(!holidays.contains("2026-12-29".parse().unwrap()));
    }
}
