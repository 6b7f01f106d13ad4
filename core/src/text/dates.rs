//! Days and times in words. Names of days and months are in `dates.ftl`.

use super::Text;
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Tz;

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl Text {
    /// `Wednesday 25 November 2026`; to stand alone, after "by", or after a colon.
    pub fn day(&self, day: NaiveDate) -> String {
        let weekday = self.say_of(
            "weekday",
            &WEEKDAYS[day.weekday().num_days_from_monday() as usize],
        );
        self.day_with(weekday, day)
    }

    /// `on Wednesday 25 November 2026`: Welsh mutates the day's name.
    pub fn on_day(&self, day: NaiveDate) -> String {
        let weekday = self.say_of(
            "on-weekday",
            &WEEKDAYS[day.weekday().num_days_from_monday() as usize],
        );
        self.day_with(weekday, day)
    }

    /// `25 November 2026`, without the day of the week: a date of birth.
    pub fn date(&self, day: NaiveDate) -> String {
        self.say_with(
            "date",
            &[
                ("day", day.day().to_string().into()),
                (
                    "month",
                    self.say_of("month", &MONTHS[day.month0() as usize]).into(),
                ),
                ("year", day.year().to_string().into()),
            ],
        )
    }

    /// `14:00`, on a clock of 24 hours.
    pub fn time(&self, time: NaiveTime) -> String {
        time.format("%H:%M").to_string()
    }

    /// [`Text::day`] and time by the phone's clock: `Wednesday 25 November 2026 at 14:00`.
    pub fn moment(&self, at: DateTime<Utc>) -> String {
        self.moment_in(at, self.zone())
    }

    /// [`Text::day`] and time by the clock of a time zone.
    pub fn moment_in(&self, at: DateTime<Utc>, zone: Tz) -> String {
        self.local_moment(at.with_timezone(&zone).naive_local())
    }

    /// [`Text::day`] and time of a clock's reading.
    pub fn local_moment(&self, at: NaiveDateTime) -> String {
        self.say_with(
            "day-and-time",
            &[
                ("day", self.day(at.date()).into()),
                ("time", self.time(at.time()).into()),
            ],
        )
    }

    /// [`Text::on_day`] and time by the phone's clock: `on Wednesday 25 November 2026 at 14:00`.
    pub fn on_moment(&self, at: DateTime<Utc>) -> String {
        let local = at.with_timezone(&self.zone());
        self.say_with(
            "day-and-time",
            &[
                ("day", self.on_day(local.date_naive()).into()),
                ("time", self.time(local.time()).into()),
            ],
        )
    }

    /// `November 2026`
    pub fn month(&self, day: NaiveDate) -> String {
        self.say_with(
            "month-and-year",
            &[
                (
                    "month",
                    self.say_of("month", &MONTHS[day.month0() as usize]).into(),
                ),
                ("year", day.year().to_string().into()),
            ],
        )
    }

    fn day_with(&self, weekday: String, day: NaiveDate) -> String {
        self.say_with(
            "day-in-full",
            &[
                ("weekday", weekday.into()),
                ("day", day.day().to_string().into()),
                (
                    "month",
                    self.say_of("month", &MONTHS[day.month0() as usize]).into(),
                ),
                ("year", day.year().to_string().into()),
            ],
        )
    }
}
