//! What a timetable and an establishment's settings make of a date.

use super::{Day, Holidays, Period, Timetable};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use chrono_tz::Tz;
use kinline_protocol::establishment::Settings;
use std::ops::RangeInclusive;

/// A timetable with what its establishment sets beside it: everything that decides which calls are
/// offered, and when.
#[derive(Debug, Clone, Copy)]
pub struct Calendar<'a> {
    /// When.
    pub timetable: &'a Timetable,
    /// How long, how many at once, from when and how far ahead.
    pub settings: &'a Settings,
    /// By whose clocks.
    pub zone: Tz,
}

impl<'a> Calendar<'a> {
    /// What a date offers, earliest first: wall-clock periods as published.
    pub fn on(&self, date: NaiveDate) -> impl Iterator<Item = Period> + use<'a> {
        let timetable = self.timetable;
        let valid = timetable.valid_from.is_none_or(|from| from <= date)
            && timetable.valid_to.is_none_or(|to| date <= to);
        let open = timetable.enabled && valid && !timetable.unbookable.contains(&date);
        let recurring = || {
            let week = timetable.recurring.get(&Day::of(date));
            week.filter(|_| timetable.weeks.count(date))
        };
        open.then(|| timetable.anomalous.get(&date).or_else(recurring))
            .flatten()
            .into_iter()
            .flatten()
            .copied()
    }

    /// What some dates offer, bookable or not, earliest first.
    pub fn periods(
        &self,
        dates: RangeInclusive<NaiveDate>,
    ) -> impl Iterator<Item = (NaiveDate, Period)> + use<'a> {
        let (calendar, (first, last)) = (*self, dates.into_inner());
        first
            .iter_days()
            .take_while(move |date| *date <= last)
            .flat_map(move |date| calendar.on(date).map(move |period| (date, period)))
    }

    /// The dates that can be booked: from the day after the `lead_days`-th working day, counted
    /// from tomorrow, to today + `booking_window_days`. Where the window has fewer working days the
    /// last one counts; with none, nothing can be booked. Without lead days: from tomorrow.
    pub fn bookable(
        &self,
        today: NaiveDate,
        holidays: &Holidays,
    ) -> Option<RangeInclusive<NaiveDate>> {
        let window = self.settings.booking_window_days;
        let last = today.checked_add_days(Days::new(window.into()))?;
        let last_lead_day = match self.settings.lead_days {
            0 => Some(today),
            n => today
                .iter_days()
                .skip(1)
                .take(window as usize)
                .filter(|date| self.is_working_day(*date, holidays))
                .take(n as usize)
                .last(),
        };
        let first = last_lead_day?.succ_opt()?;
        (first <= last).then_some(first..=last)
    }

    /// Whether a date is a working day. A bank holiday on a weekday never is one; a weekend day is
    /// one, even on a holiday, where weekends are worked.
    pub fn is_working_day(&self, date: NaiveDate, holidays: &Holidays) -> bool {
        match date.weekday() {
            Weekday::Sat | Weekday::Sun => self.timetable.works_weekends,
            _ => !holidays.contains(date),
        }
    }

    /// The `n`-th working day after a date. Looks a year ahead at most.
    pub fn working_day_after(&self, date: NaiveDate, n: u32, holidays: &Holidays) -> NaiveDate {
        date.iter_days()
            .skip(1)
            .take(366)
            .filter(|day| self.is_working_day(*day, holidays))
            .nth(n.saturating_sub(1) as usize)
            .unwrap_or(date)
    }
}
