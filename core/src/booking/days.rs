//! Free slots as days and times, by the establishment's clock and by the family's.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
use kinline_protocol::{SlotId, booking::Slot};

/// A day by the establishment's calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Its date there.
    pub date: NaiveDate,
    /// Its free times, earliest first.
    pub times: Vec<Time>,
}

/// A free time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// The slot.
    pub slot: SlotId,
    /// From when to when.
    pub span: Span,
}

/// From when to when, on one clock or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// By the establishment's clock.
    pub there: Local,
    /// By the family's clock, where that shows another time.
    pub own: Option<Local>,
}

/// From when to when by a clock on a wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Local {
    /// The start.
    pub start: NaiveDateTime,
    /// The end.
    pub end: NaiveDateTime,
}

impl Span {
    /// Shows `starts_at` to `ends_at` on both clocks.
    pub fn new(starts_at: DateTime<Utc>, ends_at: DateTime<Utc>, there: Tz, own: Tz) -> Self {
        let there = Local::new(starts_at, ends_at, there);
        let own = Local::new(starts_at, ends_at, own);
        Self {
            there,
            own: (own != there).then_some(own),
        }
    }

    /// Whether the family's clock shows another day at the start.
    pub fn other_day(&self) -> bool {
        self.own
            .is_some_and(|own| own.start.date() != self.there.start.date())
    }
}

impl Local {
    fn new(starts_at: DateTime<Utc>, ends_at: DateTime<Utc>, zone: Tz) -> Self {
        let local = |at: DateTime<Utc>| zone.from_utc_datetime(&at.naive_utc()).naive_local();
        Self {
            start: local(starts_at),
            end: local(ends_at),
        }
    }
}

/// Groups slots by the establishment's days. In order of time: where a clock is put back, the same
/// hour may come twice, and the earlier one is first.
pub fn days(slots: &[Slot], there: Tz, own: Tz) -> Vec<Day> {
    let mut slots: Vec<_> = slots.iter().collect();
    slots.sort_by_key(|slot| (slot.starts_at, slot.id));
    let mut days: Vec<Day> = Vec::new();
    for slot in slots {
        let span = Span::new(slot.starts_at, slot.ends_at, there, own);
        let time = Time {
            slot: slot.id,
            span,
        };
        let date = span.there.start.date();
        match days.last_mut().filter(|day| day.date == date) {
            Some(day) => day.times.push(time),
            None => days.push(Day {
                date,
                times: vec![time],
            }),
        }
    }
    days
}
