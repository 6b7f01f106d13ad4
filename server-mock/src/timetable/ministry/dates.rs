//! Which dates a text may have meant that is not one: they offer nothing.

use chrono::{Datelike, NaiveDate};
use std::{collections::BTreeSet, fmt};

/// A year of any date that is read.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;
/// More dates than a slip can mean: then it may be any.
const MOST: i64 = 732;

/// `YYYY-MM-DD`, and nothing else.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    let shape: Vec<u8> = text
        .bytes()
        .map(|byte| if byte.is_ascii_digit() { b'9' } else { byte })
        .collect();
    (shape == b"9999-99-99")
        .then(|| text.parse().ok())
        .flatten()
}

/// What a text may have meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// These dates; at least one.
    Dates(BTreeSet<NaiveDate>),
    /// Nobody knows.
    Any,
}

impl fmt::Display for Meant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Dates(dates) = self else {
            return f.write_str("at all, since it may mean any date");
        };
        match (dates.first(), dates.last()) {
            (Some(only), Some(last)) if only == last => write!(f, "on {only}"),
            (Some(first), Some(last)) if runs(dates) => write!(f, "from {first} to {last}"),
            _ => {
                let dates: Vec<_> = dates.iter().map(ToString::to_string).collect();
                write!(f, "on {}", dates.join(", "))
            }
        }
    }
}

/// Whether no date is missing between the first and the last; not of two, which read as two.
fn runs(dates: &BTreeSet<NaiveDate>) -> bool {
    let span = |first: &NaiveDate, last: &NaiveDate| (*last - *first).num_days() as usize + 1;
    let whole = dates
        .first()
        .zip(dates.last())
        .map(|(first, last)| span(first, last));
    dates.len() > 2 && whole == Some(dates.len())
}

/// Every date that a text may have meant: those that stand in it, in any order of year, month and
/// day; all between the first and the last, since it may be a range; where a part of a date cannot
/// be, whatever that part could have been instead; where there is more or less than dates, any of
/// the years that are named.
pub(super) fn meant(text: &str) -> Meant {
    let numbers: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .collect();
    let mut dates = BTreeSet::new();
    let (mut whole, mut left) = (0, &numbers[..]);
    while let Some((found, rest)) = first_date(left) {
        whole += 1;
        dates.extend(found);
        left = rest;
    }
    if !left.is_empty() {
        // `2026-12-11 - 12`: no row of dates, so any of the years that are named.
        dates.extend(
            numbers
                .iter()
                .filter_map(|digits| year(digits))
                .flat_map(whole_year),
        );
    }
    if whole > 1 || !left.is_empty() {
        fill(&mut dates);
    }
    match dates.first().zip(dates.last()) {
        Some((first, last)) if (*last - *first).num_days() <= MOST => Meant::Dates(dates),
        _ => Meant::Any,
    }
}

/// The first date of some numbers, as all that it may be, and the numbers after it.
fn first_date<'a, 'b>(numbers: &'a [&'b str]) -> Option<(Vec<NaiveDate>, &'a [&'b str])> {
    match numbers {
        [compact, rest @ ..] if compact.len() == 8 => {
            let read =
                |y: &str, m: &str, d: &str| Some(parts(year(y)?, m.parse().ok()?, d.parse().ok()?));
            let (front, back) = (&compact[..4], &compact[4..]);
            let dates = read(front, &back[..2], &back[2..])
                .or_else(|| read(back, &front[2..], &front[..2]))?;
            Some((dates, rest))
        }
        [a, b, c, rest @ ..] if b.len() <= 2 => {
            let number = |digits: &str| digits.parse::<u32>().ok();
            let dates = match (year(a), year(c)) {
                (Some(year), _) if c.len() <= 2 => parts(year, number(b)?, number(c)?),
                (_, Some(year)) if a.len() <= 2 => {
                    let (a, b) = (number(a)?, number(b)?);
                    // Day first, as in Britain; month first, as elsewhere.
                    let either: Vec<_> = [(b, a), (a, b)]
                        .into_iter()
                        .filter_map(|(month, day)| NaiveDate::from_ymd_opt(year, month, day))
                        .collect();
                    match either.is_empty() {
                        true => parts(year, b, a),
                        false => either,
                    }
                }
                _ => return None,
            };
            Some((dates, rest))
        }
        _ => None,
    }
}

fn year(digits: &str) -> Option<i32> {
    let year = digits.parse().ok()?;
    (digits.len() == 4 && YEARS.contains(&year)).then_some(year)
}

/// The date, or what it may have been if there is no such date.
fn parts(year: i32, month: u32, day: u32) -> Vec<NaiveDate> {
    if let Some(date) = NaiveDate::from_ymd_opt(year, month, day) {
        return vec![date];
    }
    match (
        NaiveDate::from_ymd_opt(year, month, 1),
        (1..=31).contains(&day),
    ) {
        // 30 February: any day of the month, or as many days after it began.
        (Some(first), counts) => {
            let days = if counts { day } else { 31 };
            let overflow = first.iter_days().take(days as usize);
            whole_month(first).chain(overflow).collect()
        }
        // The 13th month: the same day of any, or day and month the wrong way round.
        (None, true) => (1..=12)
            .filter_map(|month| NaiveDate::from_ymd_opt(year, month, day))
            .chain(NaiveDate::from_ymd_opt(year, day, month))
            .collect(),
        (None, false) => whole_year(year).collect(),
    }
}

fn whole_month(date: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let first = date.with_day(1).unwrap_or(date);
    first
        .iter_days()
        .take_while(move |day| day.month() == first.month())
}

fn whole_year(year: i32) -> impl Iterator<Item = NaiveDate> {
    let first = NaiveDate::from_yo_opt(year, 1);
    first
        .into_iter()
        .flat_map(move |first| first.iter_days().take_while(move |day| day.year() == year))
}

/// Adds all between the first and the last.
fn fill(dates: &mut BTreeSet<NaiveDate>) {
    if let Some((first, last)) = dates.first().copied().zip(dates.last().copied())
        && (last - first).num_days() <= MOST
    {
        dates.extend(first.iter_days().take_while(|date| *date <= last));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        meant(text).to_string()
    }

    #[test]
    fn date_has_one_shape() {
        assert!(date("2028-02-29").is_some());
        for bad in [
            "2026-02-29",
            "2026-1-5",
            " 2026-01-05",
            "2026-01-05T00:00:00Z",
            "26-01-05",
            "2026/01/05",
            "+2026-01-05",
            "20260105",
            "",
        ] {
            assert_eq!(date(bad), None, "{bad}");
        }
    }

    #[test]
    fn range_means_both_dates_and_all_between() {
        assert_eq!(said("2023-12-11 -2023-12-12"), "on 2023-12-11, 2023-12-12");
        assert_eq!(
            said("2023-12-11 to 2023-12-14"),
            "from 2023-12-11 to 2023-12-14"
        );
        assert_eq!(
            said("30/12/2026 - 02/01/2027"),
            "from 2026-12-30 to 2027-02-01"
        );
    }

    #[test]
    fn another_shape_means_the_same_date() {
        for text in [
            "2026-12-25 ",
            "2026/12/25",
            "25.12.2026",
            "20261225",
            "25122026",
            "12/25/2026",
        ] {
            assert_eq!(said(text), "on 2026-12-25", "{text}");
        }
        assert_eq!(said("5-1-2026"), "on 2026-01-05, 2026-05-01");
    }

    #[test]
    fn date_that_cannot_be_means_what_it_could_have_been() {
        assert_eq!(said("2026-02-30"), "from 2026-02-01 to 2026-03-02");
        assert_eq!(said("2026-11-31"), "from 2026-11-01 to 2026-12-01");
        assert!(said("2026-25-12").contains("2026-12-25"));
        assert!(said("2026-13-01").contains("2026-01-13"));
        assert_eq!(said("2026-13-99"), "from 2026-01-01 to 2026-12-31");
        assert_eq!(said("2026-12-11 - 12"), "from 2026-01-01 to 2026-12-31");
        assert_eq!(said("25 December 2026"), "from 2026-01-01 to 2026-12-31");
    }

    #[test]
    fn what_names_no_year_may_mean_any_date() {
        for text in [
            "",
            "Christmas",
            "25/12/26",
            "0001-01-01",
            "1900-01-01 - 2199-12-31",
            "99999999",
        ] {
            assert_eq!(meant(text), Meant::Any, "{text}");
        }
    }
}
