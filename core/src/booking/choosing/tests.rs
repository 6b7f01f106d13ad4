use super::{super::fixtures::*, Step};
use crate::{
    Action, Guest, Live, Part, ScreenName, Tone, View,
    api::ApiError,
    navigation::Page,
    update::{self, Effect, Input, State},
};
use chrono::TimeDelta;
use kinline_protocol::{AccountId, ErrorCode, Language, SlotId, booking::Slots};
use uuid::Uuid;

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
        Action::SetGuest {
            guest: Guest::Companion(account),
            comes: true,
        },
        now(),
    );
    state
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
        assert_eq!(left_ms(&screen), [200_000]);
        let screen = update::screen(&state, now() + TimeDelta::seconds(481));
        let hurries = screen.parts.iter().any(|part| {
            matches!(
                part,
                Part::Notice {
                    live: Live::Assertive,
                    ..
                }
            )
        });
        assert!(hurries, "the last two minutes are told by themselves");
    }
}

fn left_ms(screen: &crate::Screen) -> Vec<u64> {
    let left = screen.parts.iter().filter_map(|part| match part {
        Part::Countdown { left_ms, .. } => Some(*left_ms),
        _ => None,
    });
    left.collect()
}

#[test]
fn minutes_of_a_hold_have_the_right_plural_in_welsh() {
    let state = held(Language::Welsh);
    for (left, form) in [
        (30_000, "Mae llai na munud ar ôl"),
        (60_000, "Mae 1 funud ar ôl"),
        (120_000, "Mae 2 funud ar ôl"),
        (180_000, "Mae 3 munud ar ôl"),
        (360_000, "Mae 6 munud ar ôl"),
        (540_000, "Mae 9 munud ar ôl"),
        // The clock beside it shows 10:00.
        (599_500, "Mae 10 munud ar ôl"),
    ] {
        let words = told(&update::screen(
            &state,
            now() + TimeDelta::milliseconds(600_000 - left),
        ));
        assert!(words.contains(form), "{form} in {words}");
    }
}

#[test]
fn lost_slot_leads_back_to_the_others_with_all_that_was_chosen() {
    let lost = [ErrorCode::SlotTaken, ErrorCode::HoldExpired];
    for (language, code) in LANGUAGES
        .into_iter()
        .flat_map(|it| lost.map(|code| (it, code)))
    {
        let mut state = held(language);
        let effects = act(&mut state, Action::RequestBooking, now());
        let taken = Err(problem(code));
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
        assert_eq!(making.guests.len(), 1);
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
    let making = state.booking.saved.making.unwrap();
    assert_eq!((making.step, making.held.len()), (Step::Choosing, 1));
    assert!(buttons_with(&screen, &Action::RequestBooking));
}

#[test]
fn hold_that_ran_out_is_told_and_cannot_be_asked_for() {
    let mut state = held(Language::English);
    let later = now() + TimeDelta::minutes(10);
    let screen = update::screen(&state, later);
    assert!(told(&screen).contains("The time was given back"));
    assert!(!buttons_with(&screen, &Action::RequestBooking));
    assert!(buttons_with(&screen, &Action::ChooseMore));
    assert_eq!(
        asked(&act(&mut state, Action::RequestBooking, later)),
        [""; 0]
    );
    let effects = act(&mut state, Action::ChooseMore, later);
    assert_eq!(asked(&effects), [SLOTS], "nothing is left to give back");
}

#[test]
fn leaving_the_free_times_gives_what_is_held_back_once() {
    let mut state = held(Language::English);
    let gives_back = |effects: &[Effect]| {
        let asked = asked(effects);
        asked
            .iter()
            .any(|request| request.starts_with("DELETE /v1/holds/"))
    };
    assert!(!gives_back(&act(&mut state, Action::Back, now())));
    let screen = update::screen(&state, now());
    assert_eq!(
        (screen.name, tones(&screen)[0].1),
        (ScreenName::Slots, "Not booked yet")
    );
    assert_eq!(left_ms(&screen).len(), 1, "still kept, and told");
    assert!(gives_back(&act(&mut state, Action::Back, now())));
    assert!(!gives_back(&act(&mut state, Action::Refresh, now())));
    let making = state.booking.saved.making.as_ref().unwrap();
    assert_eq!((making.guests.len(), making.held.len()), (1, 0));
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
    let mut again = crate::booking::fixtures::state(Language::English, "Europe/London");
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
