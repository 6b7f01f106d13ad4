//! What is odd about a timetable, and what was done about it.

use super::Period;
use serde::{Serialize, Serializer};
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

fn sentence<S: Serializer>(reason: &Reason, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(reason)
}

/// What is odd, and what follows from it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Reason {
    /// Of a timetable's dates.
    #[error("it ends before it begins: make valid_to the same date as valid_from, or later")]
    EndsBeforeItBegins,
    /// Of the settings.
    #[error("more calls at once than there are laptops: set at most {laptops}")]
    TooFewLaptops {
        /// How many there are.
        laptops: u32,
    },
    /// No call is made of the period.
    #[error("shorter than a call: no call can be booked in it; make it longer, or calls shorter")]
    TooShort,
    /// Both stay.
    #[error("overlaps {other}: both are kept, so that more calls can be at once")]
    Overlap {
        /// The earlier one.
        other: Period,
    },
    /// Closed dates beat exceptions.
    #[error(
        "both unbookable and anomalous: nothing is offered on this date; remove one of the two"
    )]
    ClosedException,
    /// Without periods.
    #[error("there are no periods, weekly or dated: nothing is offered")]
    NoPeriods,
}

impl Reason {
    /// Whether a timetable with this cannot be kept as it is. All else is to be told.
    pub fn refuses(&self) -> bool {
        matches!(self, Self::EndsBeforeItBegins | Self::TooFewLaptops { .. })
    }
}
