//! From the periods of a day to the calls that fit in, in UTC.

use super::{Calendar, Holidays, Period};
use chrono::{DateTime, Duration, LocalResult, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
use std::ops::RangeInclusive;

/// A time that a call can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotTime {
    /// It starts.
    pub starts_at: DateTime<Utc>,
    /// It ends.
    pub ends_at: DateTime<Utc>,
    /// The start by the establishment's clock.
    pub local_start: NaiveDateTime,
}

impl Calendar<'_> {
    /// Every time that can be booked now, free or not, earliest first; each start once.
    pub fn slots(&self, now: DateTime<Utc>, holidays: &Holidays) -> Vec<SlotTime> {
        let today = now.with_timezone(&self.zone).date_naive();
        let dates = self.bookable(today, holidays);
        dates.map_or_else(Vec::new, |dates| self.times(dates))
    }

    /// Every time that some dates have, bookable or not, earliest first; each start once.
    pub fn times(&self, dates: RangeInclusive<NaiveDate>) -> Vec<SlotTime> {
        let mut slots: Vec<_> = self
            .periods(dates)
            .flat_map(|(date, period)| self.cut(date, period))
            .collect();
        slots.sort_by_key(|slot| slot.starts_at);
        slots.dedup_by_key(|slot| slot.starts_at);
        slots
    }

    /// Cuts a period into calls with the turn-round between them. Calls start at whole minutes,
    /// since people are told when; the last one ends within the period, by the wall clock too. A
    /// start that clocks skip is no start, nor is one that they bring too close to the call before.
    fn cut(&self, date: NaiveDate, period: Period) -> impl Iterator<Item = SlotTime> {
        let zone = self.zone;
        let call = Duration::seconds(self.settings.call_seconds.into());
        let turn_round = Duration::seconds(self.settings.turn_round_seconds.into());
        let minutes = ((call + turn_round).num_seconds().max(1) + 59) / 60;
        let end = date.and_time(period.end());
        let first = date.and_time(period.start());
        let mut free_at = DateTime::<Utc>::MIN_UTC;
        (0..)
            .map(move |n| first + Duration::minutes(minutes * n))
            .take_while(move |start| *start + call <= end)
            .filter_map(move |local_start| {
                let starts_at = instant(zone, local_start).filter(|start| *start >= free_at)?;
                let ends_at = starts_at + call;
                let fits = ends_at.with_timezone(&zone).naive_local() <= end;
                fits.then(|| {
                    free_at = ends_at + turn_round;
                    SlotTime {
                        starts_at,
                        ends_at,
                        local_start,
                    }
                })
            })
    }
}

/// The instant of a wall-clock time: the first of two where clocks go back, none where they skip it.
pub fn instant(zone: Tz, local: NaiveDateTime) -> Option<DateTime<Utc>> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(time) | LocalResult::Ambiguous(time, _) => Some(time.to_utc()),
        LocalResult::None => None,
    }
}
