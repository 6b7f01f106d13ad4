//! Which reminders there are of a person's bookings, and when they come. No words here.

use chrono::{DateTime, TimeDelta, Utc};
use kinline_protocol::booking::{Booking, BookingStatus};
use serde::Serialize;

/// How many reminders a plan has at most, the soonest first: iOS keeps 64 of an app and forgets the
/// rest without a word. The plan is made anew at every start, so later ones get their turn.
pub const MOST: usize = 60;

/// How long before a call a reminder comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lead {
    /// Seven times 24 hours.
    Week,
    /// 24 hours.
    Day,
    /// An hour.
    Hour,
    /// Ten minutes: the waiting room is open.
    TenMinutes,
}

impl Lead {
    /// Every lead, the longest first.
    pub const ALL: [Self; 4] = [Self::Week, Self::Day, Self::Hour, Self::TenMinutes];

    /// How long that is.
    pub fn duration(self) -> TimeDelta {
        match self {
            Self::Week => TimeDelta::weeks(1),
            Self::Day => TimeDelta::days(1),
            Self::Hour => TimeDelta::hours(1),
            Self::TenMinutes => TimeDelta::minutes(10),
        }
    }

    /// In reminders' ids.
    pub fn code(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Day => "day",
            Self::Hour => "hour",
            Self::TenMinutes => "ten-minutes",
        }
    }
}

/// A reminder without its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned<'a> {
    /// Of which booking.
    pub booking: &'a Booking,
    /// How long before.
    pub lead: Lead,
    /// When it comes.
    pub at: DateTime<Utc>,
}

impl Planned<'_> {
    /// The same for the same booking and lead, also when the booking's time has changed: the
    /// platform moves the reminder and never shows both.
    pub fn id(&self) -> String {
        format!("{}-{}", self.booking.id, self.lead.code())
    }
}

/// Every reminder that is still to come, the soonest first. Only of calls that will take place: a
/// request is not booked yet, and a cancelled booking leaves no reminder behind.
pub fn plan(bookings: &[Booking], now: DateTime<Utc>) -> Vec<Planned<'_>> {
    let mut plan: Vec<_> = bookings
        .iter()
        .filter(|booking| booking.status == BookingStatus::Booked)
        .flat_map(|booking| Lead::ALL.map(|lead| planned(booking, lead)))
        .filter(|reminder| reminder.at > now)
        .collect();
    plan.sort_by_key(|reminder| (reminder.at, reminder.booking.id));
    plan.truncate(MOST);
    plan
}

fn planned(booking: &Booking, lead: Lead) -> Planned<'_> {
    Planned {
        booking,
        lead,
        at: booking.starts_at - lead.duration(),
    }
}
