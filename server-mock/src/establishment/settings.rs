//! Which settings make sense.

use crate::problem::Answer;
use kinline_protocol::{
    ErrorCode, Problem,
    establishment::Settings,
    limits::{ADULT_AGE, CALLERS},
};
use std::ops::RangeInclusive;

/// What an establishment starts with: half an hour, twice a month.
pub const DEFAULT_SETTINGS: Settings = Settings {
    call_seconds: 30 * 60,
    turn_round_seconds: 15 * 60,
    calls_a_month: 2,
    capacity: 2,
    lead_days: 3,
    booking_window_days: 28,
    adult_age: ADULT_AGE,
    visitors: CALLERS as u8,
    automatic: true,
};

/// From a few seconds, for demonstrations, to two hours.
const CALL_SECONDS: RangeInclusive<u32> = 5..=2 * 60 * 60;
const TURN_ROUND_SECONDS: RangeInclusive<u32> = 0..=2 * 60 * 60;
const CALLS_A_MONTH: RangeInclusive<u32> = 0..=62;
const CAPACITY: RangeInclusive<u32> = 0..=100;
/// The Ministry's limit: a longer window is invalid.
const WINDOW_DAYS: RangeInclusive<u32> = 1..=28;
const AGES: RangeInclusive<u32> = 5..=18;

/// Names every setting that is out of its range.
pub fn check(settings: &Settings) -> Answer<()> {
    let values = [
        ("call_seconds", settings.call_seconds, CALL_SECONDS),
        (
            "turn_round_seconds",
            settings.turn_round_seconds,
            TURN_ROUND_SECONDS,
        ),
        ("calls_a_month", settings.calls_a_month, CALLS_A_MONTH),
        ("capacity", settings.capacity, CAPACITY),
        (
            "lead_days",
            settings.lead_days,
            0..=settings.booking_window_days,
        ),
        (
            "booking_window_days",
            settings.booking_window_days,
            WINDOW_DAYS,
        ),
        ("adult_age", settings.adult_age.into(), AGES),
        ("visitors", settings.visitors.into(), 1..=CALLERS as u32),
    ];
    let wrong: Vec<_> = values
        .into_iter()
        .filter(|(_, value, range)| !range.contains(value))
        .collect();
    if wrong.is_empty() {
        return Ok(());
    }
    let ranges: Vec<String> = wrong
        .iter()
        .map(|(field, _, range)| format!("{field} is from {} to {}", range.start(), range.end()))
        .collect();
    let problem = wrong.iter().fold(
        Problem::new(ErrorCode::InvalidInput).detail(ranges.join("; ")),
        |problem, (field, ..)| problem.field(*field, ErrorCode::InvalidInput),
    );
    Err(problem.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_is_valid() {
        assert!(check(&DEFAULT_SETTINGS).is_ok());
    }

    #[test]
    fn every_setting_out_of_range_is_named() {
        let wrong = Settings {
            call_seconds: 0,
            turn_round_seconds: 100_000,
            calls_a_month: 63,
            capacity: 101,
            lead_days: 30,
            booking_window_days: 29,
            adult_age: 4,
            visitors: 5,
            automatic: true,
        };
        let refusal = check(&wrong).unwrap_err();
        let fields: Vec<_> = refusal
            .problem()
            .fields
            .iter()
            .map(|wrong| wrong.field.as_str())
            .collect();
        assert_eq!(
            fields,
            [
                "call_seconds",
                "turn_round_seconds",
                "calls_a_month",
                "capacity",
                "lead_days",
                "booking_window_days",
                "adult_age",
                "visitors",
            ]
        );
    }
}
