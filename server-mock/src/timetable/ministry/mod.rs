//! The Ministry's files (`ministryofjustice/prison-visits-2`, `db/seeds/prisons/*.yml`), dirt included.
//!
//! The safe side: what cannot be read offers nothing, and a problem says so. A slot that the
//! establishment did not offer is the worst mistake, one withheld in silence the second worst.

mod dates;
mod sections;
mod yaml;

pub use dates::Meant;

use super::{Problem, Reason, Timetable, check::oddities};
use kinline_protocol::{establishment::Settings, limits::ADULT_AGE};
use sections::Sections;
use std::{borrow::Cow, collections::BTreeMap, ops::RangeInclusive};
use yaml::{Node, NotYaml};

/// What a file that does not say has: working days between asking and the first visit.
const LEAD_DAYS: u32 = 3;
/// The same: how far ahead can be booked, days. It is also the most.
const BOOKING_WINDOW: u32 = 28;
/// Without a first working day the Ministry's own code finds no first date.
const LEAD: RangeInclusive<u32> = 1..=365;
const WINDOW: RangeInclusive<u32> = 1..=BOOKING_WINDOW;
const AGES: RangeInclusive<u32> = 5..=ADULT_AGE as u32;

/// Keys that are about something else than dates and times.
const OTHER_KEYS: [&str; 8] = [
    "name",
    "nomis_id",
    "address",
    "postcode",
    "translations",
    "email_address",
    "phone_no",
    "private",
];

/// A file, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// What is offered. Not `enabled` where nothing is, or nobody knows what.
    pub timetable: Timetable,
    /// The defaults, with the lead days, booking window and adult age of the file.
    pub settings: Settings,
    /// Everything odd, and what was done about it, in the order of the file.
    pub problems: Vec<Problem>,
}

/// Reads a file of the Ministry's. What its format lacks (length of a call, turn-round, capacity) is
/// as in `defaults`.
pub fn read(file: &[u8], defaults: &Settings) -> Import {
    let mut reader = Reader {
        import: Import {
            timetable: Timetable::default(),
            settings: Settings {
                lead_days: LEAD_DAYS,
                booking_window_days: BOOKING_WINDOW,
                adult_age: ADULT_AGE,
                ..defaults.clone()
            },
            problems: Vec::new(),
        },
        closed: false,
    };
    match yaml::parse(file) {
        Ok(Node::Mapping(pairs)) => reader.read(&pairs),
        Ok(other) => reader.nothing("yaml", other.text(), Reason::NotATimetable),
        Err(NotYaml { line, column, why }) => {
            let text = String::from_utf8_lossy(file);
            let value = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
            reader.nothing("yaml", value, Reason::NotYaml { line, column, why });
        }
    }
    reader.import
}

struct Reader {
    import: Import,
    /// The establishment says that it is closed.
    closed: bool,
}

impl Reader {
    fn read(&mut self, pairs: &[(Node<'_>, Node<'_>)]) {
        let mut sections = Sections::default();
        for (key, value) in last_of_each(pairs, "", &mut self.import.problems) {
            match &*key {
                "enabled" => self.enabled(value),
                "closed" => self.closed = flag(value) == Some(true),
                "works_weekends" => self.works_weekends(value),
                "lead_days" => {
                    let read = self.number(&key, value, LEAD);
                    self.import.settings.lead_days = read.unwrap_or(LEAD_DAYS);
                }
                "booking_window" => {
                    let read = self.number(&key, value, WINDOW);
                    self.import.settings.booking_window_days = read.unwrap_or(BOOKING_WINDOW);
                }
                "adult_age" => self.adult_age(value),
                "recurring" => sections.recurring(value),
                "anomalous" => sections.anomalous(value),
                "unbookable" => sections.unbookable(value),
                known if OTHER_KEYS.contains(&known) => {}
                _ => self.problem(&key, value.text(), Reason::UnknownKey),
            }
        }
        if self.closed && self.import.timetable.enabled {
            self.problem("closed", "true", Reason::ClosedYetEnabled);
        }
        self.take(sections);
    }

    /// Puts the sections in: first what is odd about what they say, then the dates that offer
    /// nothing because they could not be read.
    fn take(&mut self, sections: Sections) {
        let Import {
            timetable,
            problems,
            ..
        } = &mut self.import;
        problems.extend(sections.problems);
        timetable.recurring = sections.recurring;
        timetable.anomalous = sections.anomalous;
        timetable.unbookable = sections.unbookable;
        problems.extend(oddities(timetable));
        match sections.withheld {
            Meant::Any => timetable.enabled = false,
            Meant::Dates(dates) => timetable.unbookable.extend(dates),
        }
    }

    /// `enable`, `flase` and the like mean enabled, as the Ministry's own code has it; nothing at
    /// all it refuses.
    fn enabled(&mut self, value: &Node<'_>) {
        let text = value.text();
        match flag(value) {
            Some(read) => self.import.timetable.enabled &= read,
            None if value.is_null() => {
                self.nothing("enabled", text, Reason::NotAFlag { read_as: false });
            }
            None => {
                let read_as = !matches!(&*text, "0" | "f" | "F");
                self.import.timetable.enabled &= read_as;
                self.problem("enabled", text, Reason::NotAFlag { read_as });
            }
        }
    }

    /// Without weekends the first day is later: the safe side.
    fn works_weekends(&mut self, value: &Node<'_>) {
        let read = flag(value);
        self.import.timetable.works_weekends = read.unwrap_or_default();
        if read.is_none() {
            let reason = Reason::NotAFlag { read_as: false };
            self.problem("works_weekends", value.text(), reason);
        }
    }

    fn adult_age(&mut self, value: &Node<'_>) {
        match number(value).filter(|age| AGES.contains(age)) {
            Some(age) => self.import.settings.adult_age = u8::try_from(age).unwrap_or(ADULT_AGE),
            None => self.problem("adult_age", value.text(), Reason::NotAnAge),
        }
    }

    /// A number of days; nothing is offered if it is none, since the first and the last date are
    /// not known.
    fn number(&mut self, key: &str, value: &Node<'_>, range: RangeInclusive<u32>) -> Option<u32> {
        let read = number(value).filter(|days| range.contains(days));
        if read.is_none() {
            self.nothing(key, value.text(), Reason::NotDays { range });
        }
        read
    }

    fn nothing<'t>(&mut self, key: &str, value: impl Into<Cow<'t, str>>, reason: Reason) {
        self.import.timetable.enabled = false;
        self.problem(key, value, reason);
    }

    fn problem<'t>(&mut self, key: &str, value: impl Into<Cow<'t, str>>, reason: Reason) {
        let problem = Problem::new(key, value.into(), reason);
        self.import.problems.push(problem);
    }
}

/// The keys in the order of the file, each once: the later value of equal ones, which is a problem.
fn last_of_each<'n, 'a>(
    pairs: &'n [(Node<'a>, Node<'a>)],
    section: &str,
    problems: &mut Vec<Problem>,
) -> Vec<(Cow<'n, str>, &'n Node<'a>)> {
    let mut places = BTreeMap::new();
    let mut kept: Vec<(Cow<'n, str>, &'n Node<'a>)> = Vec::with_capacity(pairs.len());
    for (key, value) in pairs {
        let key = key.text();
        match places
            .get(&key)
            .copied()
            .and_then(|place: usize| kept.get_mut(place))
        {
            None => {
                places.insert(key.clone(), kept.len());
                kept.push((key, value));
            }
            Some(kept) => {
                let first = kept.1.text().into_owned();
                let reason = Reason::GivenTwice { first };
                problems.push(Problem::new(
                    format!("{section}{key}"),
                    value.text(),
                    reason,
                ));
                kept.1 = value;
            }
        }
    }
    kept
}

/// What YAML 1.1, the Ministry's, calls a boolean; in quotes too.
fn flag(node: &Node<'_>) -> Option<bool> {
    let Node::Scalar { text, .. } = node else {
        return None;
    };
    match &**text {
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(true),
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

/// A plain number, without sign or leading zero.
fn number(node: &Node<'_>) -> Option<u32> {
    let Node::Scalar { text, .. } = node else {
        return None;
    };
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    (digits && (text.len() == 1 || !text.starts_with('0')))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests;
