use super::plan::{Lead, MOST, plan};
use crate::{
    Action, PlatformEffect, Reminder,
    booking::fixtures::{LANGUAGES, at, booking, now, platform, state},
    update::{self, Effect, Input, State},
};
use chrono::{DateTime, TimeDelta, Utc};
use kinline_protocol::{
    Language,
    booking::{Booking, BookingStatus, CancellationReason},
};
use proptest::prelude::*;

const MIDDAY: &str = "2026-12-09T12:00:00Z";

fn plan_times(bookings: &[Booking], now: DateTime<Utc>) -> Vec<String> {
    plan(bookings, now)
        .iter()
        .map(|reminder| reminder.at.to_rfc3339())
        .collect()
}

#[test]
fn four_reminders_come_before_a_call() {
    let bookings = [booking(1, at(MIDDAY))];
    assert_eq!(
        plan_times(&bookings, now()),
        [
            "2026-12-02T12:00:00+00:00",
            "2026-12-08T12:00:00+00:00",
            "2026-12-09T11:00:00+00:00",
            "2026-12-09T11:50:00+00:00"
        ]
    );
}

#[test]
fn only_those_to_come_are_planned() {
    let bookings = [booking(1, at(MIDDAY))];
    assert_eq!(plan(&bookings, at("2026-12-09T11:00:00Z")).len(), 1);
    assert_eq!(plan(&bookings, at(MIDDAY)).len(), 0);
}

#[test]
fn nobody_is_reminded_of_a_call_that_will_not_take_place() {
    for status in [
        BookingStatus::Requested {
            answer_by: at(MIDDAY),
        },
        BookingStatus::Withdrawn,
        BookingStatus::Cancelled {
            reason: CancellationReason::PrisonerMoved,
        },
    ] {
        let bookings = [Booking {
            status,
            ..booking(1, at(MIDDAY))
        }];
        assert_eq!(plan(&bookings, now()), []);
    }
}

#[test]
fn a_moved_booking_moves_its_reminders_and_keeps_their_ids() {
    let (before, after) = (
        [booking(1, at(MIDDAY))],
        [booking(1, at("2026-12-10T15:00:00Z"))],
    );
    let (before, after) = (plan(&before, now()), plan(&after, now()));
    let ids = |plan: &[super::Planned<'_>]| plan.iter().map(|r| r.id()).collect::<Vec<_>>();
    assert_eq!(ids(&before), ids(&after));
    assert_ne!(before[0].at, after[0].at);
}

proptest! {
    #[test]
    fn a_plan_is_complete_sorted_unique_and_not_longer_than_a_platform_keeps(
        hours in prop::collection::vec((-48i64..2000, any::<bool>()), 0..40)
    ) {
        let bookings: Vec<_> = hours.iter().enumerate().map(|(n, (hours, booked))| {
            let mut booking = booking(n as u128, now() + TimeDelta::hours(*hours));
            if !booked {
                booking.status = BookingStatus::Withdrawn;
            }
            booking
        }).collect();
        let plan = plan(&bookings, now());
        let expected = bookings.iter().filter(|b| b.status == BookingStatus::Booked)
            .flat_map(|b| Lead::ALL.map(|lead| b.starts_at - lead.duration()))
            .filter(|at| *at > now());
        let mut expected: Vec<_> = expected.collect();
        expected.sort();
        expected.truncate(MOST);
        prop_assert_eq!(plan.iter().map(|r| r.at).collect::<Vec<_>>(), expected);
        let ids: std::collections::BTreeSet<_> = plan.iter().map(|r| r.id()).collect();
        prop_assert_eq!(ids.len(), plan.len());
    }
}

fn with_a_booking(language: Language) -> State {
    let mut state = state(language, "Europe/London");
    state.booking.saved.bookings = Some(vec![booking(1, at(MIDDAY))]);
    state
}

fn given(effects: &[Effect]) -> Option<&Vec<Reminder>> {
    platform(effects)
        .into_iter()
        .find_map(|effect| match effect {
            PlatformEffect::SetReminders(reminders) => Some(reminders),
            _ => None,
        })
}

fn resumed(state: &mut State, now: DateTime<Utc>) -> Option<Vec<Reminder>> {
    given(&update::update(state, Input::Resumed, now)).cloned()
}

#[test]
fn whole_plan_goes_out_at_start_and_then_only_when_it_changes() {
    let mut state = with_a_booking(Language::English);
    assert_eq!(resumed(&mut state, now()).unwrap().len(), 4);
    assert_eq!(resumed(&mut state, now()), None);
    // One was shown: the rest is what the platform has anyway.
    assert_eq!(resumed(&mut state, at("2026-12-03T12:00:00Z")), None);
}

#[test]
fn cancelled_booking_takes_its_reminders_away() {
    let mut state = with_a_booking(Language::English);
    resumed(&mut state, now());
    let bookings = state.booking.saved.bookings.as_mut().unwrap();
    bookings[0].status = BookingStatus::Withdrawn;
    assert_eq!(resumed(&mut state, now()), Some(Vec::new()));
}

#[test]
fn reminders_are_in_the_language_of_the_app() {
    let mut state = with_a_booking(Language::English);
    resumed(&mut state, now());
    let welsh = Input::Action(Action::SetLanguage(Language::Welsh));
    let effects = update::update(&mut state, welsh, now());
    let reminders = given(&effects).unwrap();
    assert_eq!(reminders[0].title, "Mae eich galwad fideo ymhen wythnos");
    assert!(
        reminders[0]
            .text
            .starts_with("Dydd Mercher 9 Rhagfyr 2026, 12:00 tan 12:30. ")
    );
}

#[test]
fn reminders_tell_the_phones_time_and_neither_name_nor_place() {
    for language in LANGUAGES {
        let mut state = with_a_booking(language);
        state.settings.zone = chrono_tz::Australia::Sydney;
        let reminders = resumed(&mut state, now()).unwrap();
        for reminder in &reminders {
            assert!(reminder.text.contains("23:00"), "{}", reminder.text);
            for secret in ["Gareth", "Example", "Berwyn", "Ann"] {
                let words = format!("{} {}", reminder.title, reminder.text);
                assert!(!words.contains(secret), "{words}");
            }
        }
        let last = &reminders[3];
        assert_eq!(last.action, Action::StartDeviceCheck(booking(1, now()).id));
    }
}
