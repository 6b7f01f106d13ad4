//! Leaving, coming back, and how a call ends.

use super::*;
use kinline_protocol::booking::BookingStatus;

#[test]
fn every_end_says_how_and_what_is_next() {
    let ends = [
        EndReason::TimeUp,
        EndReason::EndedByStaff,
        EndReason::FamilyLeft,
        EndReason::PrisonLeft,
        EndReason::FamilyNoShow,
        EndReason::PrisonNoShow,
        EndReason::ConnectionLost,
        EndReason::CalledOff,
    ];
    for language in LANGUAGES {
        let mut seen = BTreeSet::new();
        for reason in ends {
            let mut state = live(language);
            let effects = hear(
                &mut state,
                said(2, CallPhase::Ended { reason }, 0, early()),
                early(),
            );
            assert!(platform(&effects).contains(&&PlatformEffect::CallActive(false)));
            assert!(commands(&effects).contains(&&Command::Close));
            assert!(asked(&effects).contains(&"GET /v1/bookings".to_owned()));
            let screen = update::screen(&state, early());
            assert_eq!(screen.name, ScreenName::CallEnded);
            assert_eq!(buttons(&screen).len(), 2);
            seen.insert(told(&screen));
        }
        assert_eq!(seen.len(), ends.len());
    }
}

#[test]
fn end_tells_talked_and_returned_time() {
    let mut state = live(Language::English);
    let mut ended = said(
        2,
        CallPhase::Ended {
            reason: EndReason::TimeUp,
        },
        0,
        early(),
    );
    ended.returned_ms = 61_000;
    hear(&mut state, ended, early());
    let words = told(&update::screen(&state, early()));
    assert!(words.contains("You talked for 30 minutes."), "{words}");
    assert!(
        words.contains("Pauses took 1 minute, which you were given back."),
        "{words}"
    );
}

#[test]
fn who_leaves_can_come_back_until_it_is_over_for_all() {
    let mut state = live(Language::English);
    let effects = act(&mut state, Action::LeaveCall, early());
    assert!(commands(&effects).contains(&&Command::Leave));
    assert!(platform(&effects).contains(&&PlatformEffect::CallActive(false)));
    let screen = update::screen(&state, early());
    assert_eq!(screen.name, ScreenName::CallEnded);
    assert!(told(&screen).contains("you can come back until it ends"));
    // What was on its way from the server changes nothing.
    hear(
        &mut state,
        said(2, CallPhase::Live, 1_000, early()),
        early(),
    );
    assert_eq!(update::screen(&state, early()).name, ScreenName::CallEnded);
    let mut ended = state.clone();
    let effects = act(&mut state, Action::JoinCall(id()), early());
    assert!(matches!(commands(&effects)[..], [Command::Join { .. }]));
    assert_eq!(
        update::screen(&state, early()).name,
        ScreenName::WaitingRoom
    );
    // When it has ended for all, the booking says so, and there is no way back any more.
    let effects = act(&mut ended, Action::Refresh, early());
    assert!(asked(&effects).contains(&"GET /v1/bookings".to_owned()));
    let (outcome, talked_seconds) = (EndReason::FamilyLeft, 60);
    let known = ended.booking.saved.bookings.as_mut().unwrap();
    known[0].status = BookingStatus::Completed {
        outcome,
        talked_seconds,
    };
    let screen = update::screen(&ended, early());
    let join = Action::JoinCall(id());
    assert!(buttons(&screen).iter().all(|button| button.action != join));
}

#[test]
fn joining_on_another_phone_is_told_and_not_fought() {
    let mut state = live(Language::English);
    let effects = tell(&mut state, Event::Said(ServerMessage::Replaced), early());
    assert!(commands(&effects).contains(&&Command::Close));
    let screen = update::screen(&state, early());
    assert_eq!(screen.title, "You joined on another phone");
    assert!(commands(&update::update(&mut state, Input::Resumed, early())).is_empty());
}

#[test]
fn going_back_is_leaving() {
    let mut state = live(Language::English);
    let effects = act(&mut state, Action::Back, early());
    assert!(commands(&effects).contains(&&Command::Leave));
    assert!(!update::screen(&live(Language::English), early()).can_go_back);
}

#[test]
fn killed_app_goes_back_into_its_call() {
    let state = live(Language::English);
    let kept = serde_json::to_vec(&state.call.saved).unwrap();
    let mut again = with_booking(Language::English);
    again.call.saved = serde_json::from_slice(&kept).unwrap();
    let effects = update::update(&mut again, Input::Resumed, early());
    assert!(matches!(commands(&effects)[..], [Command::Join { .. }]));
    assert_eq!(again.navigation.page(), Page::Call(id()));
    // Who left on purpose is not pulled back.
    let mut left = live(Language::English);
    act(&mut left, Action::LeaveCall, early());
    let kept = serde_json::to_vec(&left.call.saved).unwrap();
    again = with_booking(Language::English);
    again.call.saved = serde_json::from_slice(&kept).unwrap();
    assert!(commands(&update::update(&mut again, Input::Resumed, early())).is_empty());
}

#[test]
fn refusals_say_why_and_whether_to_try_again() {
    for language in LANGUAGES {
        let text = crate::text::Text::new(language, chrono_tz::Europe::London);
        for (code, again) in [
            (ErrorCode::SdpInvalid, true),
            (ErrorCode::CallFull, true),
            (ErrorCode::CallOver, false),
            (ErrorCode::NotFound, false),
        ] {
            let mut state = joined(language);
            tell(&mut state, Event::Refused { code, at: None }, early());
            let screen = update::screen(&state, early());
            assert_eq!(screen.title, text.say("ended-refused-title"));
            let sentence = crate::error::sentence(&problem(code), &text);
            assert!(told(&screen).contains(&sentence), "{code:?}");
            let joins = screen
                .buttons()
                .any(|button| matches!(button.action, Action::JoinCall(_)));
            assert_eq!(joins, again, "{code:?}");
        }
    }
}
