//! What an establishment should know about a timetable before it counts.

use super::{Calendar, Period, Problem, Reason, Timetable};
use chrono::Duration;
use std::collections::BTreeSet;

impl Calendar<'_> {
    /// Everything that is odd, and the number of calls at once if there are fewer `laptops`. Which
    /// settings are in their ranges is [`crate::establishment`]'s.
    pub fn check(&self, laptops: u32) -> Vec<Problem> {
        let mut problems = oddities(self.timetable);
        if let (Some(from), Some(to)) = (self.timetable.valid_from, self.timetable.valid_to)
            && to < from
        {
            problems.push(Problem::new(
                "valid_to",
                to.to_string(),
                Reason::EndsBeforeItBegins,
            ));
        }
        if self.settings.capacity > laptops {
            let capacity = self.settings.capacity.to_string();
            problems.push(Problem::new(
                "capacity",
                capacity,
                Reason::TooFewLaptops { laptops },
            ));
        }
        let call = Duration::seconds(self.settings.call_seconds.into());
        for (key, periods) in sections(self.timetable) {
            let short = periods
                .iter()
                .filter(|period| period.end() - period.start() < call);
            problems.extend(
                short.map(|period| Problem::new(&key, period.to_string(), Reason::TooShort)),
            );
        }
        problems
    }
}

/// What can be odd about a timetable by itself.
pub(super) fn oddities(timetable: &Timetable) -> Vec<Problem> {
    let mut problems: Vec<_> = sections(timetable)
        .flat_map(|(key, periods)| overlaps(&key, periods))
        .collect();
    let exceptions = &timetable.anomalous;
    let both = timetable.unbookable.iter();
    problems.extend(
        both.filter(|date| exceptions.contains_key(date))
            .map(|date| Problem::new("unbookable", date.to_string(), Reason::ClosedException)),
    );
    if sections(timetable).all(|(_, periods)| periods.is_empty()) {
        problems.push(Problem::new("recurring", "", Reason::NoPeriods));
    }
    problems
}

/// The periods of each day and each exception, by their keys.
fn sections(timetable: &Timetable) -> impl Iterator<Item = (String, &BTreeSet<Period>)> {
    let recurring = timetable.recurring.iter();
    let anomalous = timetable.anomalous.iter();
    recurring
        .map(|(day, periods)| (format!("recurring.{}", day.key()), periods))
        .chain(anomalous.map(|(date, periods)| (format!("anomalous.{date}"), periods)))
}

/// Each period that begins before an earlier one is over.
fn overlaps(key: &str, periods: &BTreeSet<Period>) -> Vec<Problem> {
    let mut before: Option<Period> = None;
    let mut found = Vec::new();
    for period in periods {
        let other = before.filter(|other| period.start() < other.end());
        found.extend(
            other.map(|other| Problem::new(key, period.to_string(), Reason::Overlap { other })),
        );
        before = before
            .into_iter()
            .chain([*period])
            .max_by_key(|one| one.end());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::establishment::DEFAULT_SETTINGS;
    use chrono_tz::Tz;
    use kinline_protocol::establishment::Settings;

    fn found(timetable: serde_json::Value, settings: &Settings, laptops: u32) -> Vec<String> {
        let timetable: Timetable = serde_json::from_value(timetable).unwrap();
        let calendar = Calendar {
            timetable: &timetable,
            settings,
            zone: Tz::Europe__London,
        };
        let mut problems = calendar.check(laptops);
        problems.sort_by_key(|problem| !problem.reason.refuses());
        problems
            .iter()
            .map(|problem| format!("{}: {}", problem.key, problem.value))
            .collect()
    }

    #[test]
    fn everything_odd_is_told_by_key_and_value() {
        let odd = serde_json::json!({
            "valid_from": "2026-12-01", "valid_to": "2026-11-30",
            "recurring": {"mon": ["0900-1200", "0930-1000", "1100-1300", "1300-1400"], "tue": ["0900-0929"]},
            "anomalous": {"2026-12-24": ["0900-1000"], "2026-12-25": []},
            "unbookable": ["2026-12-24"],
        });
        let settings = Settings {
            capacity: 3,
            ..DEFAULT_SETTINGS
        };
        assert_eq!(
            found(odd, &settings, 2),
            [
                "valid_to: 2026-11-30",
                "capacity: 3",
                "recurring.mon: 0930-1000",
                "recurring.mon: 1100-1300",
                "unbookable: 2026-12-24",
                "recurring.tue: 0900-0929",
            ]
        );
    }

    #[test]
    fn nothing_offered_is_told_and_a_plain_timetable_is_not() {
        let settings = &DEFAULT_SETTINGS;
        let nothing = serde_json::json!({"recurring": {"mon": []}});
        assert_eq!(found(nothing, settings, 2), ["recurring: "]);
        let plain = serde_json::json!({
            "valid_from": "2026-12-01", "valid_to": "2026-12-01",
            "recurring": {"mon": ["0900-1000", "1000-1030"]},
        });
        assert_eq!(found(plain, settings, 2), [""; 0]);
    }
}
