//! When an establishment offers calls: rules on values, without a store.
//!
//! The rules are the Ministry's (`ministryofjustice/prison-visits-2`), with what its format lacks:
//! calls that a period is cut into, dates from and to, every second week, other time zones.

mod calendar;
mod check;
pub mod command;
mod holidays;
pub mod ministry;
mod problem;
mod slots;
#[cfg(test)]
mod tests;

pub use calendar::Calendar;
pub use holidays::{Holidays, HolidaysError};
pub use kinline_protocol::timetable::{Day, NotAPeriod, Period, Timetable, Weeks};
pub use problem::{Problem, Reason};
pub use slots::{SlotTime, instant};
