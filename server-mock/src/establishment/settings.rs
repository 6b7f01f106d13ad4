//! Which settings make sense.

use chrono::TimeDelta;
use kinline_protocol::{
    establishment::{Information, Reserved, Settings, WhoMayAsk},
    limits::{ADULT_AGE, CALLERS},
    office::{PortalProblem, PortalReason},
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
    minutes_a_month: 0,
    who_may_ask: WhoMayAsk::ANY,
    change_until_hours: 0,
    waiting_offer_minutes: 120,
    reserved: Reserved {
        slots_a_week: 0,
        days_without_visit: 0,
        free_days_before: 0,
    },
    information: Information {
        en: String::new(),
        cy: String::new(),
    },
};

/// From a few seconds, for demonstrations, to two hours.
const CALL_SECONDS: RangeInclusive<u32> = 5..=2 * 60 * 60;
const TURN_ROUND_SECONDS: RangeInclusive<u32> = 0..=2 * 60 * 60;
/// How long a call can take up its laptop, whatever is set.
pub const LONGEST: TimeDelta =
    TimeDelta::seconds(*CALL_SECONDS.end() as i64 + *TURN_ROUND_SECONDS.end() as i64);
const CALLS_A_MONTH: RangeInclusive<u32> = 0..=62;
const CAPACITY: RangeInclusive<u32> = 0..=100;
/// The Ministry's limit: a longer window is invalid.
const WINDOW_DAYS: RangeInclusive<u32> = 1..=28;
const AGES: RangeInclusive<u32> = 5..=18;
const MINUTES_A_MONTH: RangeInclusive<u32> = 0..=62 * 2 * 60;
const CHANGE_HOURS: RangeInclusive<u32> = 0..=28 * 24;
const OFFER_MINUTES: RangeInclusive<u32> = 5..=24 * 60;
const RESERVED: RangeInclusive<u32> = 0..=1000;
const DAYS_WITHOUT_VISIT: RangeInclusive<u32> = 0..=730;
/// Some two pages.
const INFORMATION_CHARACTERS: u32 = 4000;

/// Every setting that makes no sense, and why. All of them refuse.
pub fn problems(settings: &Settings) -> Vec<PortalProblem> {
    let numbers = out_of_range(settings).map(|(field, value, range)| {
        let (from, to) = range.into_inner();
        (
            field,
            value.to_string(),
            PortalReason::OutOfRange { from, to },
        )
    });
    let who = settings.who_may_ask;
    let nobody = !(who.family || who.prisoner || who.establishment);
    let nobody = nobody.then(|| ("who_may_ask", String::new(), PortalReason::NobodyMayAsk));
    let found = numbers.chain(nobody).chain(texts(&settings.information));
    found
        .map(|(field, value, reason)| PortalProblem {
            field: field.to_owned(),
            value,
            reason,
            refuses: true,
        })
        .collect()
}

type Number = (&'static str, u32, RangeInclusive<u32>);

fn out_of_range(settings: &Settings) -> impl Iterator<Item = Number> {
    let numbers = numbers(settings).into_iter();
    numbers.filter(|(_, value, range)| !range.contains(value))
}

fn numbers(settings: &Settings) -> [Number; 14] {
    let reserved = settings.reserved;
    [
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
        ("minutes_a_month", settings.minutes_a_month, MINUTES_A_MONTH),
        (
            "change_until_hours",
            settings.change_until_hours,
            CHANGE_HOURS,
        ),
        (
            "waiting_offer_minutes",
            settings.waiting_offer_minutes,
            OFFER_MINUTES,
        ),
        ("reserved.slots_a_week", reserved.slots_a_week, RESERVED),
        (
            "reserved.days_without_visit",
            reserved.days_without_visit,
            DAYS_WITHOUT_VISIT,
        ),
        (
            "reserved.free_days_before",
            reserved.free_days_before,
            0..=*WINDOW_DAYS.end(),
        ),
    ]
}

/// A text in one language alone would leave the readers of the other without.
fn texts(information: &Information) -> impl Iterator<Item = (&'static str, String, PortalReason)> {
    let Information { en, cy } = information;
    [("information.en", en, cy), ("information.cy", cy, en)]
        .into_iter()
        .filter_map(|(field, text, other)| {
            let reason = if text.trim().is_empty() && !other.trim().is_empty() {
                PortalReason::TextMissing
            } else if text.chars().count() > INFORMATION_CHARACTERS as usize {
                PortalReason::TextTooLong {
                    characters: INFORMATION_CHARACTERS,
                }
            } else {
                return None;
            };
            Some((field, String::new(), reason))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_is_valid() {
        assert!(problems(&DEFAULT_SETTINGS).is_empty());
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
            minutes_a_month: 10_000,
            who_may_ask: WhoMayAsk {
                family: false,
                prisoner: false,
                establishment: false,
            },
            change_until_hours: 1000,
            waiting_offer_minutes: 0,
            reserved: Reserved {
                slots_a_week: 1001,
                days_without_visit: 1000,
                free_days_before: 29,
            },
            information: Information {
                en: "Bring your passport.".into(),
                cy: String::new(),
            },
        };
        let found = problems(&wrong);
        let fields: Vec<_> = found.iter().map(|wrong| wrong.field.as_str()).collect();
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
                "minutes_a_month",
                "change_until_hours",
                "waiting_offer_minutes",
                "reserved.slots_a_week",
                "reserved.days_without_visit",
                "reserved.free_days_before",
                "who_may_ask",
                "information.cy",
            ]
        );
    }
}
