//! What is odd about a timetable, and what was done about it.

use super::{Period, ministry::Meant};
use serde::{Serialize, Serializer};
use std::{fmt, ops::RangeInclusive};
use thiserror::Error;

/// Something odd: where it stands, as it stands there, and what was done or is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The key, its section before it: `unbookable`, `recurring.mon`, `anomalous.2026-12-24`.
    pub key: String,
    /// The value, as it was written.
    pub value: String,
    /// Why, and what follows; a sentence on the wire.
    #[serde(serialize_with = "sentence")]
    pub reason: Reason,
}

impl Problem {
    pub(super) fn new(key: impl Into<String>, value: impl Into<String>, reason: Reason) -> Self {
        Self {
            key: key.into(),
            value: value.into(),
            reason,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: '{}': {}", self.key, self.value, self.reason)
    }
}

fn sentence<S: Serializer>(reason: &Reason, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(reason)
}

/// What is odd, and what follows from it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Reason {
    // Of a timetable, whoever wrote it.
    /// The dates that it is for.
    #[error("it ends before it begins: make valid_to the same date as valid_from, or later")]
    EndsBeforeItBegins,
    /// More than the establishment has.
    #[error("more calls at once than there are laptops: set at most {laptops}")]
    TooFewLaptops {
        /// How many there are.
        laptops: u32,
    },
    /// No call is made of the period.
    #[error("shorter than a call: no call can be booked in it; make it longer, or calls shorter")]
    TooShort,
    /// Both stay.
    #[error("overlaps {other}: both are kept")]
    Overlap {
        /// The earlier one.
        other: Period,
    },
    /// Closed dates beat exceptions.
    #[error(
        "both unbookable and anomalous: nothing is offered on this date; remove one of the two"
    )]
    ClosedException,
    /// Weekly or dated.
    #[error("there are no periods, weekly or dated: nothing is offered")]
    NoPeriods,

    // Of a file of the Ministry's.
    /// There is none, or it may not be read.
    #[error("cannot be read ({why}): nothing is offered")]
    Unreadable {
        /// In the system's words.
        why: String,
    },
    /// Nothing of it can be read.
    #[error("not YAML at line {line}, column {column} ({why}): nothing is offered")]
    NotYaml {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// In words.
        why: String,
    },
    /// A list, a single text, nothing.
    #[error("not a timetable, which is keys with values: nothing is offered")]
    NotATimetable,
    /// In the file itself.
    #[error("not a key of a timetable: it is ignored")]
    UnknownKey,
    /// In `recurring`.
    #[error("not a day: write mon, tue, wed, thu, fri, sat or sun; it is ignored")]
    UnknownDay,
    /// A key.
    #[error("given twice, first as '{first}': the later counts")]
    GivenTwice {
        /// What does not count.
        first: String,
    },
    /// A date or a period in a list.
    #[error("given twice: it counts once")]
    Repeated,
    /// A section or a day.
    #[error("there is nothing in it: read as empty")]
    Empty,
    /// `recurring` is something else.
    #[error("not days with their periods: nothing is offered weekly")]
    NoDays,
    /// `anomalous` is something else.
    #[error("not dates with their periods: nothing is offered on any date that it may mean")]
    NoExceptions,
    /// `unbookable`, or a part of it, is something else.
    #[error("not a list of dates: nothing is offered on any date that it may mean")]
    NoDates,
    /// A day's or a date's periods are something else.
    #[error("not a list of periods: nothing is offered; write each on a line, as - 1400-1530")]
    NoPeriodList,
    /// Ranges do not exist.
    #[error("not one date, as 2026-12-25: nothing is offered {meant}")]
    NotADate {
        /// What is withheld.
        meant: Meant,
    },
    /// In a list of periods.
    #[error("not a period, as 1400-1530 with the end after the start: it is not offered")]
    NotAPeriod,
    /// Neither.
    #[error("neither true nor false: read as {read_as}")]
    NotAFlag {
        /// What it was taken for.
        read_as: bool,
    },
    /// Two keys against each other.
    #[error("closed, and yet enabled: read as enabled; write enabled: false if nothing is offered")]
    ClosedYetEnabled,
    /// So the first or last date is unknown.
    #[error("not a number of days from {} to {}: nothing is offered", range.start(), range.end())]
    NotDays {
        /// What can be.
        range: RangeInclusive<u32>,
    },
    /// The strictest is taken.
    #[error("not an age from 5 to 18: read as 18")]
    NotAnAge,
}

impl Reason {
    /// Whether a timetable with this cannot be kept as it is. All else is to be told.
    pub fn refuses(&self) -> bool {
        matches!(self, Self::EndsBeforeItBegins | Self::TooFewLaptops { .. })
    }
}
