//! The plan as the platform gets it, and what a phone that was off is told.

use crate::{
    Action, Permission, Permissions, Place, PlatformEffect, Reminder, ReminderLead,
    booking::{
        self,
        fixtures::{LANGUAGES, at, booking, now, platform, problem, state},
    },
    navigation::Page,
    testing,
    update::{self, Effect, Input, Line, Start, State},
};
use chrono::{DateTime, TimeDelta, Utc};
use kinline_protocol::{
    ErrorCode, Language, List,
    booking::{Booking, BookingStatus},
    identity::IdentityStatus,
};
use std::collections::BTreeMap;

const MIDDAY: &str = "2026-12-09T12:00:00Z";

fn with_a_booking(language: Language) -> State {
    let mut state = state(language, "Europe/London");
    state.booking.saved.bookings = Some(vec![booking(1, at(MIDDAY))]);
    state
}

fn given(effects: &[Effect]) -> Option<Vec<Reminder>> {
    platform(effects)
        .into_iter()
        .find_map(|effect| match effect {
            PlatformEffect::SetReminders(reminders) => Some(reminders.clone()),
            _ => None,
        })
}

fn after(state: &mut State, input: Input, now: DateTime<Utc>) -> Option<Vec<Reminder>> {
    given(&update::update(state, input, now))
}

fn resumed(state: &mut State, now: DateTime<Utc>) -> Option<Vec<Reminder>> {
    after(state, Input::Resumed, now)
}

/// The app is killed, and started later with what it kept.
fn started_again(state: &State) -> State {
    let start = || Start {
        language: Language::English,
        zone: "Europe/London".parse().unwrap(),
        device_key: String::new(),
    };
    let kept = update::changes(&State::new(start()), state);
    let kept = kept.into_iter().filter_map(|effect| match effect {
        Effect::Save { record, value } => Some((record, value)),
        _ => None,
    });
    let kept: BTreeMap<_, _> = kept.collect();
    State::restore(start(), |record| kept.get(record).cloned()).unwrap()
}

fn told(bookings: Vec<Booking>) -> Input {
    Input::Booking(booking::Event::Bookings(Ok(List::from(bookings))))
}

fn shown(ids: &[&str]) -> Input {
    let ids = ids.iter().map(|id| (*id).to_owned()).collect();
    Input::Action(Action::RemindersShown(ids))
}

fn id(what: &str) -> String {
    format!("{}-{what}", booking(1, now()).id)
}

#[test]
fn whole_plan_goes_out_at_start_and_then_only_when_it_changes() {
    let mut state = with_a_booking(Language::English);
    assert_eq!(resumed(&mut state, now()).unwrap().len(), 4);
    assert_eq!(resumed(&mut state, now()), None);
    // One was shown: the rest is what the platform has anyway.
    assert_eq!(resumed(&mut state, at("2026-12-03T12:00:00Z")), None);
    let mut again = started_again(&state);
    assert_eq!(
        resumed(&mut again, at("2026-12-03T12:00:00Z"))
            .unwrap()
            .len(),
        3
    );
}

#[test]
fn a_tap_on_a_reminder_opens_what_it_is_of() {
    let mut state = with_a_booking(Language::English);
    let wanted = state.booking.saved.bookings.as_ref().unwrap()[0].id;
    let plan = resumed(&mut state, now()).unwrap();
    assert!(!plan.is_empty());
    for reminder in plan {
        let link = format!("reminder:{}", reminder.id);
        let opens = Action::Open(Place::Booking(wanted));
        assert_eq!(super::opened_by(&link), Some(opens));
        update::update(&mut state, Input::Action(Action::OpenLink(link)), now());
        assert_eq!(state.navigation.page(), Page::Booking(wanted));
    }
    assert_eq!(
        super::opened_by("reminder:identity-week"),
        Some(Action::Open(Place::Identity))
    );
    for other in ["reminder:", "reminder:call-day", "kinline://invitation/abc"] {
        assert_eq!(super::opened_by(other), None);
    }
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
fn a_booking_that_went_while_the_app_was_dead_takes_its_reminders_away() {
    let mut state = with_a_booking(Language::English);
    resumed(&mut state, now());
    let mut state = started_again(&state);
    assert_eq!(resumed(&mut state, now()).unwrap().len(), 4);
    let gone = told(Vec::new());
    assert_eq!(after(&mut state, gone, now()), Some(Vec::new()));
    let mut state = started_again(&state);
    let plan = resumed(&mut state, now());
    assert_eq!(plan, Some(Vec::new()), "whatever the platform still has");
}

#[test]
fn what_is_not_wanted_is_not_planned() {
    let mut state = with_a_booking(Language::English);
    resumed(&mut state, now());
    let mut plan = Vec::new();
    for lead in ReminderLead::ALL {
        let off = Input::Action(Action::SetReminder { lead, on: false });
        let changed = after(&mut state, off, now()).unwrap();
        plan.push(changed.len());
    }
    assert_eq!(plan, [3, 2, 1, 0]);
    let lead = ReminderLead::Hour;
    let on = Input::Action(Action::SetReminder { lead, on: true });
    let changed = after(&mut state, on, now()).unwrap();
    assert_eq!(changed[0].title, "Your video call is in one hour");
    let kept = serde_json::to_vec(&state.settings.saved).unwrap();
    let again: crate::settings::Saved = serde_json::from_slice(&kept).unwrap();
    assert_eq!(again.leads(), [lead].into());
}

#[test]
fn another_time_zone_makes_another_plan() {
    let mut state = with_a_booking(Language::English);
    resumed(&mut state, now());
    let travelled = |zone: &str| Input::Action(Action::TimeZoneChanged { zone: zone.into() });
    let plan = after(&mut state, travelled("Asia/Tokyo"), now()).unwrap();
    assert!(plan[0].text.contains("21:00"), "{}", plan[0].text);
    assert_eq!(after(&mut state, travelled("Asia/Tokyo"), now()), None);
    assert_eq!(after(&mut state, travelled("Moon/Crater"), now()), None);
}

/// A phone that was off from 3 December on, and is on again at that time. The platform says what it
/// showed, then the server how the bookings stand.
fn on_again(time: &str, shown_ids: &[&str], bookings: Vec<Booking>) -> Vec<Reminder> {
    let mut state = with_a_booking(Language::English);
    resumed(&mut state, now());
    let mut state = started_again(&state);
    let late = |plan: Option<Vec<Reminder>>| -> Vec<Reminder> {
        let late = plan.into_iter().flatten();
        late.filter(|reminder| reminder.id.ends_with("-late"))
            .collect()
    };
    let mut all = late(resumed(&mut state, at(time)));
    all.extend(late(after(&mut state, shown(shown_ids), at(time))));
    assert_eq!(all, [], "nothing before it is known how the bookings stand");
    all.extend(late(after(&mut state, told(bookings.clone()), at(time))));
    let once = all.len();
    // Whatever comes then, it is not told again: not in this run, and not in the next.
    all.extend(late(after(&mut state, told(bookings.clone()), at(time))));
    let mut state = started_again(&state);
    for input in [Input::Resumed, shown(&[]), told(bookings)] {
        all.extend(late(after(&mut state, input, at(time))));
    }
    assert_eq!(all.len(), once);
    all
}

#[test]
fn a_phone_that_was_off_gives_one_late_reminder_if_the_call_is_ahead() {
    let booked = || vec![booking(1, at(MIDDAY))];
    // Two were missed.
    let late = on_again("2026-12-08T20:00:00Z", &[], booked());
    assert_eq!(late.len(), 1);
    assert_eq!(late[0].id, id("call-late"));
    assert_eq!(late[0].at, at("2026-12-08T20:00:00Z"));
    assert_eq!(late[0].title, "Your video call is still to come");
    assert!(
        late[0]
            .text
            .starts_with("Wednesday 9 December 2026, 12:00 to 12:30.")
    );
    // One was shown, the other missed.
    let late = on_again("2026-12-08T20:00:00Z", &[&id("call-week")], booked());
    assert_eq!(late.len(), 1);
    // The last moment, and the call itself.
    assert_eq!(on_again("2026-12-09T11:59:00Z", &[], booked()).len(), 1);
    assert_eq!(on_again(MIDDAY, &[], booked()), []);
}

#[test]
fn nothing_stale_is_given_late() {
    let booked = || vec![booking(1, at(MIDDAY))];
    let evening = "2026-12-08T20:00:00Z";
    // All that was due was shown.
    let all = [id("call-week"), id("call-day")];
    let all = [all[0].as_str(), all[1].as_str()];
    assert_eq!(on_again(evening, &all, booked()), []);
    // Nothing was due yet.
    assert_eq!(on_again("2026-12-01T20:00:00Z", &[], booked()), []);
    // Called off meanwhile, or moved to a day that is far ahead.
    let cancelled = Booking {
        status: BookingStatus::Withdrawn,
        ..booking(1, at(MIDDAY))
    };
    assert_eq!(on_again(evening, &[], vec![cancelled]), []);
    assert_eq!(on_again(evening, &[], Vec::new()), []);
    let moved = booking(1, at("2026-12-20T15:00:00Z"));
    let late = on_again(evening, &[], vec![moved]);
    assert!(
        late.iter().all(|it| it.text.contains("20 December")),
        "{late:?}"
    );
}

#[test]
fn a_platform_that_never_says_what_it_showed_gets_nothing_late() {
    let mut state = with_a_booking(Language::English);
    resumed(&mut state, now());
    let mut state = started_again(&state);
    let evening = at("2026-12-08T20:00:00Z");
    let plan = resumed(&mut state, evening).unwrap();
    assert!(plan.iter().all(|reminder| reminder.at > evening));
    assert_eq!(
        after(&mut state, told(vec![booking(1, at(MIDDAY))]), evening),
        None
    );
}

#[test]
fn without_a_line_the_last_word_counts() {
    let mut state = with_a_booking(Language::English);
    resumed(&mut state, now());
    let mut state = started_again(&state);
    let evening = at("2026-12-08T20:00:00Z");
    resumed(&mut state, evening);
    after(&mut state, shown(&[]), evening);
    let late = after(&mut state, Input::Line { up: false }, evening).unwrap();
    assert!(matches!(state.line, Line::Down { .. }));
    assert_eq!(late[0].id, id("call-late"));
}

#[test]
fn what_comes_while_the_app_runs_is_not_missed() {
    let mut state = with_a_booking(Language::English);
    resumed(&mut state, now());
    after(&mut state, shown(&[]), now());
    after(&mut state, told(vec![booking(1, at(MIDDAY))]), now());
    // It is shown by the platform, which says so a moment later, or never.
    let day = at("2026-12-08T12:00:00Z");
    let same = || told(vec![booking(1, at(MIDDAY))]);
    assert_eq!(after(&mut state, same(), day), None);
    let mut again = started_again(&state);
    assert_eq!(after(&mut state, shown(&[&id("call-day")]), day), None);
    let plan = resumed(&mut again, day).unwrap();
    assert!(plan.iter().all(|reminder| reminder.at > day));
    assert_eq!(after(&mut again, shown(&[]), day), None);
    assert_eq!(after(&mut again, same(), day), None);
}

#[test]
fn a_failed_answer_is_no_word_about_bookings() {
    let mut state = with_a_booking(Language::English);
    resumed(&mut state, now());
    let mut state = started_again(&state);
    let evening = at("2026-12-08T20:00:00Z");
    resumed(&mut state, evening);
    after(&mut state, shown(&[]), evening);
    let failed = booking::Event::Bookings(Err(problem(ErrorCode::Internal)));
    assert_eq!(after(&mut state, Input::Booking(failed), evening), None);
}

#[test]
fn reminders_are_in_the_language_of_the_app() {
    let mut state = with_a_booking(Language::English);
    resumed(&mut state, now());
    let welsh = Input::Action(Action::SetLanguage(Language::Welsh));
    let reminders = after(&mut state, welsh, now()).unwrap();
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

#[test]
fn what_must_be_done_first_leads_there() {
    let mut state = with_a_booking(Language::English);
    let plan = resumed(&mut state, now()).unwrap();
    assert!(
        plan[1]
            .text
            .ends_with("check camera and microphone once before: tap here.")
    );
    assert_eq!(
        plan[1].action,
        Action::StartDeviceCheck(booking(1, now()).id)
    );
    let denied = Permissions {
        camera: Permission::Denied,
        microphone: Permission::Granted,
        notifications: Permission::Granted,
    };
    let denied = Input::Action(Action::PermissionsKnown(denied));
    let plan = after(&mut state, denied, now()).unwrap();
    assert!(plan[1].text.ends_with("tap here to see how to allow it."));
    assert_eq!(plan[1].action, Action::Open(Place::Settings));
    state.call.saved.checked_at = Some(at(MIDDAY) - TimeDelta::days(1));
    let granted = Permissions {
        camera: Permission::Granted,
        microphone: Permission::Granted,
        notifications: Permission::Granted,
    };
    let granted = Input::Action(Action::PermissionsKnown(granted));
    let plan = after(&mut state, granted, now()).unwrap();
    assert!(plan[1].text.ends_with("a quiet place with a good network."));
}

#[test]
fn an_approved_identity_is_to_be_proven_again_before_it_ends() {
    let mut state = with_a_booking(Language::English);
    state.booking.saved.bookings = Some(Vec::new());
    state.identity.saved.status = Some(IdentityStatus::Approved {
        case: testing::id("00000000-0000-4000-8000-000000000001"),
        approved_at: at("2025-04-01T09:00:00Z"),
        // In summer time; a week and a day before are in winter time.
        valid_until: Some(at("2027-03-28T11:00:00Z")),
    });
    let plan = resumed(&mut state, now()).unwrap();
    let times: Vec<_> = plan.iter().map(|it| (it.id.as_str(), it.at)).collect();
    assert_eq!(
        times,
        [
            ("identity-week", at("2027-03-21T12:00:00Z")),
            ("identity-day", at("2027-03-27T12:00:00Z")),
        ]
    );
    for reminder in plan {
        assert_eq!(reminder.title, "The proof of who you are ends soon");
        assert_eq!(
            reminder.text,
            "It is valid until Sunday 28 March 2027 at 12:00. Tap here to prove it again, so that you can go on having calls."
        );
        assert_eq!(reminder.action, Action::Open(Place::Identity));
    }
}
