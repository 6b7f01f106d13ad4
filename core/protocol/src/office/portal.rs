//! What an establishment sets for itself, seen before it counts.

use super::{PrisonerSummary, Time};
use crate::{
    BookingId,
    booking::{Booking, CancellationReason},
    establishment::Settings,
    timetable::{Period, Timetable},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Everything that an establishment sets. `GET /v1/staff/portal`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Portal {
    /// How many calls, how long, for whom.
    pub settings: Settings,
    /// On which days, at which times.
    pub timetable: Timetable,
    /// Bank holidays: no working days, so lead days do not count them. Calls may fall on them.
    pub holidays: BTreeSet<NaiveDate>,
}

/// What a change would do. `POST /v1/staff/portal/preview` with a [`Portal`]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preview {
    /// What is wrong or odd. Where one of them refuses, nothing else is shown.
    pub problems: Vec<PortalProblem>,
    /// What a family will be offered, from tomorrow on, four weeks; days without a call too.
    pub days: Vec<PreviewDay>,
    /// The requests and booked calls that do not fit any more, earliest first.
    pub hits: Vec<Hit>,
}

/// Something wrong or odd about a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortalProblem {
    /// Where: `settings.capacity`, `timetable.recurring.mon`, `timetable.unbookable`.
    pub field: String,
    /// What stands there.
    pub value: String,
    /// Why.
    #[serde(flatten)]
    pub reason: PortalReason,
    /// It cannot be saved like that. All else is only told.
    pub refuses: bool,
}

/// Why something is wrong or odd.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PortalReason {
    /// The number must be within a range.
    OutOfRange {
        /// At least.
        from: u32,
        /// At most.
        to: u32,
    },
    /// None of the three may ask for a call.
    NobodyMayAsk,
    /// The text is there in the other language alone.
    TextMissing,
    /// The text is too long.
    TextTooLong {
        /// How long it may be, characters.
        characters: u32,
    },
    /// The last date is before the first.
    EndsBeforeItBegins,
    /// More calls at once than there are laptops.
    TooFewLaptops {
        /// How many there are.
        laptops: u32,
    },
    /// The period is shorter than a call: none can be booked in it.
    TooShort,
    /// The period overlaps another one of that day; both are kept.
    Overlap {
        /// The other one.
        other: Period,
    },
    /// The date is closed and has times of its own: nothing is offered.
    ClosedException,
    /// There are no times at all: nothing is offered.
    NoPeriods,
    /// Of a file: it cannot be read from there on. Nothing is offered.
    NotYaml {
        /// From 1.
        line: u32,
        /// From 1.
        column: u32,
    },
    /// Of a file: it is something else. Nothing is offered.
    NotATimetable,
    /// Of a file: not a key of a timetable, ignored.
    UnknownKey,
    /// Of a file: not a day of the week, ignored.
    UnknownDay,
    /// Of a file: the later counts.
    GivenTwice {
        /// What does not count.
        first: String,
    },
    /// Of a file: the same twice, which counts once.
    Repeated,
    /// Of a file: there is nothing in it.
    Empty,
    /// Of a file: not days with periods. Nothing is offered weekly.
    NoDays,
    /// Of a file: not dates, or not one date. Nothing is offered on any that it may mean.
    NoDates,
    /// Of a file: not a list of periods. Nothing is offered then.
    NoPeriodList,
    /// Of a file: not a period, not offered.
    NotAPeriod,
    /// Of a file: neither true nor false.
    NotAFlag {
        /// What it was taken for.
        read_as: bool,
    },
    /// Of a file: closed, and yet enabled. Read as enabled.
    ClosedYetEnabled,
    /// Of a file: not a number of days within a range. Nothing is offered.
    NotDays {
        /// At least.
        from: u32,
        /// At most.
        to: u32,
    },
    /// Of a file: not an age, read as 18.
    NotAnAge,
}

/// A timetable file in the Ministry's format. `POST /v1/staff/portal/file` → [`PortalImport`]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortalFile {
    /// What stands in it.
    pub text: String,
}

/// What a file would make of what an establishment sets. Nothing counts yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortalImport {
    /// The file's days and times, lead days, booking window and adult age; the rest as it is.
    pub portal: Portal,
    /// All that is odd in the file, in its order, and what was made of it.
    pub problems: Vec<PortalProblem>,
}

/// A day as a family will see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewDay {
    /// Which.
    pub date: NaiveDate,
    /// Its calls, earliest first; none where it is closed, too soon or too far ahead.
    pub slots: Vec<Time>,
}

/// A request or booked call that a change hits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hit {
    /// Which, as its family sees it.
    pub booking: Booking,
    /// The person in prison.
    pub prisoner: PrisonerSummary,
    /// Why; at least one.
    pub why: Vec<HitReason>,
    /// Where it could be moved to: what is free by the new settings, earliest first.
    pub times: Vec<Time>,
}

/// Why a booking does not fit any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum HitReason {
    /// Nothing is offered on its date any more.
    DateClosed,
    /// Its time is not within those of its date any more.
    TimeNotOffered,
    /// More calls at that time than there may be at once.
    Capacity,
    /// More calls or minutes in the month of the person than there may be.
    Allowance,
    /// More visitors than may come.
    Visitors,
    /// Nobody who comes counts as an adult any more.
    NoAdult,
}

/// Changes it. `PUT /v1/staff/portal` → [`Portal`]
///
/// Refused with `bookings_hit` unless `hits` says of each that [`Preview::hits`] shows what becomes
/// of it, and with `portal_changed` if somebody else has saved since `instead_of` was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPortal {
    /// What shall count.
    pub portal: Portal,
    /// What becomes of those that it hits.
    #[serde(default)]
    pub hits: Vec<ResolvedHit>,
    /// What was in force when the change was thought of; without it, whatever is in force is
    /// replaced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<Portal>,
}

/// What becomes of a booking that a change hits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResolvedHit {
    /// Which.
    pub booking: BookingId,
    /// What becomes of it.
    #[serde(flatten)]
    pub resolution: Resolution,
}

/// What can become of a booking that a change hits. It is never dropped in silence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "resolution", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Resolution {
    /// It stays, although it does not fit.
    Keep,
    /// The family is offered another time; it keeps its own until they agree.
    Move {
        /// When.
        starts_at: DateTime<Utc>,
    },
    /// It does not take place; the family is told why.
    Cancel {
        /// Why; never the family's own reasons.
        reason: CancellationReason,
    },
}
