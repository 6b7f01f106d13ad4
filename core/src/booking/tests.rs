use super::{choosing::Step, fixtures::*, words};
use crate::{
    Action, Part, Place, ScreenName, Tone, View,
    api::ApiError,
    navigation::Page,
    text::Text,
    update::{self, Effect, Input, State},
};
use chrono::{DateTime, TimeDelta, Utc};
use kinline_protocol::{
    AccountId, ContactId, ErrorCode, Language, List, SlotId,
    booking::{Booking, BookingRejection, BookingStatus, CancellationReason, Slots},
    call::EndReason,
};
use uuid::Uuid;

const SLOTS: &str = "GET /v1/contacts/00000000-0000-0000-0000-000000000001/slots";

fn gareth() -> ContactId {
    ContactId(Uuid::from_u128(1))
}

fn act(state: &mut State, action: Action, now: DateTime<Utc>) -> Vec<Effect> {
    update::update(state, Input::Action(action), now)
}

fn two_slots() -> Slots {
    slots(
        vec![
            slot(10, at("2026-12-09T14:00:00Z")),
            slot(11, at("2026-12-10T09:30:00Z")),
        ],
        2,
    )
}

/// At the free times of Gareth.
fn choosing(language: Language) -> State {
    let mut state = state(language, "Europe/London");
    let effects = act(&mut state, Action::BookWith(gareth()), now());
    answer(&mut state, &effects, SLOTS, Ok(&two_slots()), now());
    state
}

/// At the confirmation, with Megan.
fn held(language: Language) -> State {
    let mut state = choosing(language);
    let effects = act(
        &mut state,
        Action::ChooseSlot(SlotId(Uuid::from_u128(10))),
        now(),
    );
    let hold = hold(slot(10, at("2026-12-09T14:00:00Z")));
    answer(&mut state, &effects, "POST /v1/holds", Ok(&hold), now());
    let account = AccountId(Uuid::from_u128(7));
    act(
        &mut state,
        Action::SetCompanion {
            account,
            comes: true,
        },
        now(),
    );
    state
}

fn tones(screen: &crate::Screen) -> Vec<(Tone, &str)> {
    let notices = screen.parts.iter().filter_map(|part| match part {
        Part::Notice { tone, title, .. } => Some((*tone, title.as_str())),
        _ => None,
    });
    notices.collect()
}

#[test]
fn a_call_is_booked_from_person_to_reference() {
    let mut state = held(Language::English);
    let screen = update::screen(&state, now());
    assert_eq!(screen.name, ScreenName::ConfirmBooking);
    let effects = act(&mut state, Action::RequestBooking, now());
    let booked = booking(1, at("2026-12-09T14:00:00Z"));
    answer(
        &mut state,
        &effects,
        "POST /v1/bookings",
        Ok(&booked),
        now(),
    );
    let screen = update::screen(&state, now());
    assert_eq!(screen.name, ScreenName::Booking);
    let words = told(&screen);
    for word in [
        "K7Q2-M9XD",
        "Wednesday 9 December 2026, 14:00 to 14:30",
        "on Wednesday 9 December 2026 at 13:45",
        "HMP Berwyn",
        "Ann Example",
    ] {
        assert!(words.contains(word), "{word} in {words}");
    }
    assert!(screen.can_go_back, "home is below it");
}

#[test]
fn not_booked_yet_is_unmistakable_and_time_left_is_told() {
    for (language, title, minutes) in [
        (Language::English, "Not booked yet", "3 minutes are left"),
        (Language::Welsh, "Heb ei threfnu eto", "Mae 3 munud ar ôl"),
    ] {
        let state = held(language);
        let screen = update::screen(&state, now() + TimeDelta::seconds(400));
        assert_eq!(tones(&screen), [(Tone::Attention, title)]);
        let words = told(&screen);
        assert!(words.contains(minutes), "{words}");
        assert!(words.contains("09:10"), "until when: {words}");
    }
}

#[test]
fn minutes_of_a_hold_have_the_right_plural_in_welsh() {
    let state = held(Language::Welsh);
    for (left, form) in [
        (30, "Mae llai na munud ar ôl"),
        (60, "Mae 1 funud ar ôl"),
        (120, "Mae 2 funud ar ôl"),
        (180, "Mae 3 munud ar ôl"),
        (360, "Mae 6 munud ar ôl"),
        (540, "Mae 9 munud ar ôl"),
    ] {
        let words = told(&update::screen(
            &state,
            now() + TimeDelta::seconds(600 - left),
        ));
        assert!(words.contains(form), "{form} in {words}");
    }
}

#[test]
fn taken_slot_leads_back_to_the_others_with_all_that_was_chosen() {
    for language in LANGUAGES {
        let mut state = held(language);
        let effects = act(&mut state, Action::RequestBooking, now());
        let taken = Err(problem(ErrorCode::SlotTaken));
        let effects = answer(&mut state, &effects, "POST /v1/bookings", taken, now());
        assert!(
            asked(&effects).contains(&SLOTS.to_owned()),
            "asks what is free now"
        );
        let screen = update::screen(&state, now());
        assert_eq!(screen.name, ScreenName::Slots);
        assert_eq!(tones(&screen)[0].0, Tone::Problem);
        let making = state.booking.saved.making.unwrap();
        assert_eq!(making.step, Step::Choosing);
        assert_eq!(making.companions.len(), 1);
    }
}

#[test]
fn every_way_to_lose_a_slot_says_what_to_do_next() {
    for code in [
        ErrorCode::SlotTaken,
        ErrorCode::HoldExpired,
        ErrorCode::AllowanceUsed,
        ErrorCode::EstablishmentNotLive,
    ] {
        let mut state = choosing(Language::English);
        let effects = act(
            &mut state,
            Action::ChooseSlot(SlotId(Uuid::from_u128(10))),
            now(),
        );
        let refused = Err(problem(code));
        answer(&mut state, &effects, "POST /v1/holds", refused, now());
        let screen = update::screen(&state, now());
        assert_eq!(screen.name, ScreenName::Slots, "{code}");
        let words = told(&screen);
        assert!(words.contains("There is a problem"), "{code}: {words}");
        assert!(
            words.contains("Choose another time below"),
            "{code}: {words}"
        );
    }
}

#[test]
fn missing_adult_is_mended_where_one_is() {
    let mut state = held(Language::English);
    let effects = act(&mut state, Action::RequestBooking, now());
    let refused = Err(problem(ErrorCode::NoAdult));
    answer(&mut state, &effects, "POST /v1/bookings", refused, now());
    let screen = update::screen(&state, now());
    assert_eq!(screen.name, ScreenName::ConfirmBooking);
    assert!(matches!(
        state.booking.saved.making.unwrap().step,
        Step::Held(_)
    ));
    assert!(buttons_with(&screen, &Action::RequestBooking));
}

fn buttons_with(screen: &crate::Screen, action: &Action) -> bool {
    buttons(screen)
        .iter()
        .any(|button| button.action == *action)
}

#[test]
fn hold_that_ran_out_is_told_and_cannot_be_asked_for() {
    let mut state = held(Language::English);
    let later = now() + TimeDelta::minutes(10);
    let screen = update::screen(&state, later);
    assert!(told(&screen).contains("The time was given back"));
    assert!(!buttons_with(&screen, &Action::RequestBooking));
    assert!(buttons_with(&screen, &Action::ReleaseSlot));
    assert_eq!(
        asked(&act(&mut state, Action::RequestBooking, later)),
        [""; 0]
    );
    let effects = act(&mut state, Action::ReleaseSlot, later);
    assert_eq!(asked(&effects), [SLOTS], "nothing is left to give back");
}

#[test]
fn going_back_gives_the_slot_back_once() {
    let mut state = held(Language::English);
    let gives_back = |effects: &[Effect]| {
        asked(effects)
            .iter()
            .any(|request| request.starts_with("DELETE /v1/holds/"))
    };
    assert!(gives_back(&act(&mut state, Action::Back, now())));
    assert!(!gives_back(&act(&mut state, Action::Refresh, now())));
    let making = state.booking.saved.making.as_ref().unwrap();
    assert_eq!(making.companions.len(), 1);
}

#[test]
fn a_request_without_an_answer_in_time_is_past() {
    let status = BookingStatus::Requested { answer_by: now() };
    let requested = Booking {
        status,
        ..booking(1, at("2026-12-09T14:00:00Z"))
    };
    assert!(super::is_coming(&requested, now()));
    assert!(!super::is_coming(&requested, requested.starts_at));
    assert!(
        super::is_coming(&booking(1, now()), now()),
        "a call that is on"
    );
}

#[test]
fn request_that_found_no_way_is_sent_again_by_itself() {
    let mut state = held(Language::English);
    let effects = act(&mut state, Action::RequestBooking, now());
    let cut = Err(ApiError::Offline);
    answer(&mut state, &effects, "POST /v1/bookings", cut, now());
    assert_eq!(
        update::screen(&state, now()).name,
        ScreenName::ConfirmBooking
    );
    // Also by an app that was killed and started again.
    let kept = serde_json::to_vec(&state.booking.saved).unwrap();
    let mut again = super::fixtures::state(Language::English, "Europe/London");
    again.booking.saved = serde_json::from_slice(&kept).unwrap();
    let effects = update::update(&mut again, Input::Resumed, now());
    assert!(asked(&effects).contains(&"POST /v1/bookings".to_owned()));
}

#[test]
fn a_late_answer_to_another_choice_is_given_back() {
    let mut state = choosing(Language::English);
    let first = act(
        &mut state,
        Action::ChooseSlot(SlotId(Uuid::from_u128(10))),
        now(),
    );
    act(
        &mut state,
        Action::ChooseSlot(SlotId(Uuid::from_u128(11))),
        now(),
    );
    let hold = hold(slot(10, at("2026-12-09T14:00:00Z")));
    let effects = answer(&mut state, &first, "POST /v1/holds", Ok(&hold), now());
    assert!(asked(&effects)[0].starts_with("DELETE /v1/holds/"));
    assert_eq!(state.navigation.page(), Page::Slots(gareth()));
}

#[test]
fn allowance_is_told_in_words_with_when_it_renews() {
    for (language, left, words) in [
        (
            Language::English,
            0,
            "No calls are left for December 2026. New calls begin on Friday 1 January 2027.",
        ),
        (
            Language::English,
            1,
            "1 call of 2 is left for December 2026.",
        ),
        (
            Language::English,
            2,
            "2 calls of 2 are left for December 2026.",
        ),
        (
            Language::Welsh,
            0,
            "Nid oes galwadau ar ôl ar gyfer Rhagfyr 2026. Bydd galwadau newydd ddydd Gwener 1 Ionawr 2027.",
        ),
        (Language::Welsh, 1, "Mae 1 alwad o 2 ar ôl"),
        (Language::Welsh, 2, "Mae 2 alwad o 2 ar ôl"),
        (Language::Welsh, 3, "Mae 3 galwad o 2 ar ôl"),
        (Language::Welsh, 6, "Mae 6 galwad o 2 ar ôl"),
    ] {
        let mut state = state(language, "Europe/London");
        let effects = act(&mut state, Action::BookWith(gareth()), now());
        answer(
            &mut state,
            &effects,
            SLOTS,
            Ok(&slots(Vec::new(), left)),
            now(),
        );
        let told = told(&update::screen(&state, now()));
        assert!(told.contains(words), "{words} in {told}");
    }
}

#[test]
fn both_clocks_are_shown_only_where_they_differ() {
    let mut state = choosing(Language::English);
    let View::Slots(here) = update::screen(&state, now()).view else {
        panic!()
    };
    assert_eq!(here.days[0].label, "Wednesday 9 December 2026");
    assert_eq!(here.days[0].slots[0].label, "14:00 to 14:30");
    assert_eq!(here.days[0].slots[0].own_time, None);
    state.settings.zone = chrono_tz::Australia::Sydney;
    let View::Slots(there) = update::screen(&state, now()).view else {
        panic!()
    };
    let slot = &there.days[0].slots[0];
    let own = "01:00 to 01:30 your time (Thursday 10 December 2026)";
    assert_eq!(slot.own_time.as_deref(), Some(own));
    assert_eq!(
        slot.accessible,
        format!("Wednesday 9 December 2026, 14:00 to 14:30 by the clock at HMP Berwyn; {own}")
    );
}

#[test]
fn every_standing_is_told_with_what_is_next() {
    let statuses = [
        BookingStatus::Requested {
            answer_by: at("2026-11-27T12:00:00Z"),
        },
        BookingStatus::Booked,
        BookingStatus::Rejected {
            reason: BookingRejection::NoAllowance,
        },
        BookingStatus::Withdrawn,
        BookingStatus::Cancelled {
            reason: CancellationReason::PrisonerMoved,
        },
        BookingStatus::Completed {
            outcome: EndReason::TimeUp,
            talked_seconds: 1680,
        },
    ];
    for language in LANGUAGES {
        let text = Text::new(language, chrono_tz::Europe::London);
        let mut seen = std::collections::BTreeSet::new();
        for status in &statuses {
            let mut state = state(language, "Europe/London");
            let booking = Booking {
                status: status.clone(),
                ..booking(1, at("2026-12-09T14:00:00Z"))
            };
            let standing = words::status(&booking, &text);
            state.navigation.open(Page::Booking(booking.id));
            state.booking.saved.returned_ms.insert(booking.id, 120_000);
            state.booking.saved.bookings = Some(vec![booking]);
            let screen = update::screen(&state, now());
            assert_eq!(tones(&screen), [(standing.tone, standing.text.as_str())]);
            assert!(!buttons(&screen).is_empty());
            seen.insert(told(&screen));
        }
        assert_eq!(seen.len(), statuses.len(), "each tells something else");
    }
}

#[test]
fn history_tells_talked_and_returned_time() {
    let mut state = state(Language::Welsh, "Europe/London");
    let status = BookingStatus::Completed {
        outcome: EndReason::TimeUp,
        talked_seconds: 1680,
    };
    let over = Booking {
        status,
        ..booking(1, at("2026-11-24T14:00:00Z"))
    };
    state.booking.saved.returned_ms.insert(over.id, 120_000);
    state.navigation.open(Page::Booking(over.id));
    state.booking.saved.bookings = Some(vec![over]);
    let words = told(&update::screen(&state, now()));
    assert!(words.contains("Buoch yn siarad am 28 munud."), "{words}");
    assert!(words.contains("Cymerodd seibiau 2 funud"), "{words}");
}

#[test]
fn bookings_are_parted_into_coming_and_past() {
    let mut state = state(Language::English, "Europe/London");
    let past = Booking {
        status: BookingStatus::Withdrawn,
        ..booking(1, at("2026-12-01T14:00:00Z"))
    };
    let (soon, later) = (
        booking(2, at("2026-12-02T14:00:00Z")),
        booking(3, at("2026-12-09T14:00:00Z")),
    );
    assert_eq!(state.booking.next(now()), None);
    state.booking.saved.bookings = Some(vec![later, soon, past]);
    state.navigation.open(Page::Bookings);
    let screen = update::screen(&state, now());
    let rows: Vec<Vec<Option<Action>>> = screen
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::Rows { rows, .. } => Some(rows.iter().map(|row| row.action.clone()).collect()),
            _ => None,
        })
        .collect();
    let open = |n| Some(Action::Open(Place::Booking(booking(n, now()).id)));
    assert_eq!(rows, [vec![open(2), open(3)], vec![open(1)]]);
    assert_eq!(state.booking.next(now()).unwrap().id, booking(2, now()).id);
}

#[test]
fn cancelling_is_repeated_until_it_is_heard() {
    let mut state = state(Language::English, "Europe/London");
    let booked = booking(1, at("2026-12-09T14:00:00Z"));
    let path = format!("POST /v1/bookings/{}/cancellation", booked.id);
    state.booking.saved.bookings = Some(vec![booked.clone()]);
    let effects = act(&mut state, Action::CancelBooking(booked.id), now());
    answer(&mut state, &effects, &path, Err(ApiError::Offline), now());
    let effects = update::update(&mut state, Input::Resumed, now());
    let reason = CancellationReason::VisitorCancelled;
    let cancelled = Booking {
        status: BookingStatus::Cancelled { reason },
        ..booked
    };
    answer(&mut state, &effects, &path, Ok(&cancelled), now());
    assert_eq!(state.booking.saved.bookings, Some(vec![cancelled]));
    let effects = update::update(&mut state, Input::Resumed, now());
    assert!(!asked(&effects).contains(&path));
}

#[test]
fn a_booking_that_is_not_there_is_told_with_a_way_on() {
    for language in LANGUAGES {
        let mut state = state(language, "Europe/London");
        let gone = booking(9, at("2026-12-09T14:00:00Z"));
        let effects = act(&mut state, Action::Open(Place::Booking(gone.id)), now());
        assert!(tones(&update::screen(&state, now())).is_empty());
        let others: List<Booking> = vec![booking(1, at("2026-12-09T14:00:00Z"))].into();
        answer(&mut state, &effects, "GET /v1/bookings", Ok(&others), now());
        let screen = update::screen(&state, now());
        assert_eq!(tones(&screen)[0].0, Tone::Problem);
        let way_on = Action::Open(Place::Bookings);
        assert!(screen.buttons().any(|button| button.action == way_on));
    }
}

#[test]
fn when_the_waiting_room_opens_is_told_by_both_clocks_where_they_differ() {
    let booked = booking(1, at("2026-12-09T14:00:00Z"));
    for (zone, opens) in [
        (
            "Europe/London",
            "opens on Wednesday 9 December 2026 at 13:45. ",
        ),
        (
            "Australia/Sydney",
            "opens on Thursday 10 December 2026 at 00:45 your time \
             (Wednesday 9 December 2026 at 13:45 by the clock at HMP Berwyn). ",
        ),
    ] {
        let mut state = state(Language::English, zone);
        state.navigation.open(Page::Booking(booked.id));
        state.booking.saved.bookings = Some(vec![booked.clone()]);
        let words = told(&update::screen(&state, now()));
        assert!(words.contains(opens), "{opens} in {words}");
    }
}
