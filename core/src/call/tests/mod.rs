mod company;
mod ends;
mod lines;
mod telephone;

use super::{Command, state::Event};
use crate::{
    Action, DeviceCheck, PlatformEffect, Screen, ScreenName, View,
    booking::fixtures::{
        LANGUAGES, asked, at, booking, buttons, me, name, now, platform, problem, state, told,
    },
    navigation::Page,
    update::{self, Effect, Input, State},
};
use chrono::{DateTime, TimeDelta, Utc};
use kinline_media::ConnectionState;
use kinline_protocol::{
    BookingId, CallId, ErrorCode, Language, MediaSessionId, ParticipantId,
    call::{
        CallPhase, CallState, EndReason, Participant, PauseReason, Presence, ServerMessage, Side,
        StaffPause, StreamSlot, Streams,
    },
};
use std::collections::BTreeSet;
use uuid::Uuid;

const PRISON: ParticipantId = ParticipantId(Uuid::from_u128(1));
const ME: ParticipantId = ParticipantId(Uuid::from_u128(2));
const BROTHER: ParticipantId = ParticipantId(Uuid::from_u128(3));

/// In the waiting room's time.
fn early() -> DateTime<Utc> {
    at("2026-12-09T13:50:00Z")
}

fn id() -> BookingId {
    booking(1, now()).id
}

fn said(revision: u64, phase: CallPhase, left_ms: u64, now: DateTime<Utc>) -> CallState {
    let person = |id, side, who, you, presence| Participant {
        id,
        side,
        name: name(who),
        you,
        presence,
        busy: false,
    };
    CallState {
        call: CallId(Uuid::from_u128(1001)),
        booking: id(),
        revision,
        now,
        starts_at: at("2026-12-09T14:00:00Z"),
        opens_at: at("2026-12-09T13:45:00Z"),
        expected_at: None,
        phase,
        length_ms: 1_800_000,
        left_ms,
        returned_ms: 0,
        participants: vec![
            person(
                PRISON,
                Side::Prison,
                "Gareth Example",
                false,
                Presence::Connected,
            ),
            person(ME, Side::Family, "Ann Example", true, Presence::Connected),
            person(BROTHER, Side::Family, "Owen Example", false, Presence::Away),
        ],
    }
}

fn paused(reasons: impl IntoIterator<Item = PauseReason>) -> CallPhase {
    CallPhase::Paused {
        reasons: reasons.into_iter().collect(),
    }
}

fn tell(state: &mut State, event: Event, now: DateTime<Utc>) -> Vec<Effect> {
    update::update(state, Input::Call(event), now)
}

fn hear(state: &mut State, said: CallState, now: DateTime<Utc>) -> Vec<Effect> {
    tell(state, Event::Said(ServerMessage::State(said)), now)
}

fn act(state: &mut State, action: Action, now: DateTime<Utc>) -> Vec<Effect> {
    update::update(state, Input::Action(action), now)
}

fn commands(effects: &[Effect]) -> Vec<&Command> {
    let commands = effects.iter().filter_map(|effect| match effect {
        Effect::Call(command) => Some(command),
        _ => None,
    });
    commands.collect()
}

fn with_booking(language: Language) -> State {
    let mut state = state(language, "Europe/London");
    let bookings = vec![booking(1, at("2026-12-09T14:00:00Z"))];
    state.booking.saved.bookings = Some(bookings);
    state
}

/// In the waiting room, with both lines open.
fn joined(language: Language) -> State {
    let mut state = with_booking(language);
    act(&mut state, Action::JoinCall(id()), early());
    tell(&mut state, Event::Opened, early());
    tell(
        &mut state,
        Event::Media(ConnectionState::Connected),
        early(),
    );
    state
}

fn live(language: Language) -> State {
    let mut state = joined(language);
    hear(
        &mut state,
        said(1, CallPhase::Live, 1_800_000, early()),
        early(),
    );
    state
}

fn call_view(screen: &Screen) -> &crate::CallView {
    match &screen.view {
        View::Call(view) | View::WaitingRoom(view) => view,
        other => panic!("{other:?}"),
    }
}

fn cover(state: &State, now: DateTime<Utc>) -> Option<(String, String)> {
    let screen = update::screen(state, now);
    call_view(&screen)
        .cover
        .as_ref()
        .map(|cover| (cover.title.clone(), cover.text.clone()))
}

#[test]
fn joining_too_early_says_when_it_opens() {
    for (language, words) in [
        (
            Language::English,
            "It opens on Wednesday 9 December 2026 at 13:45.",
        ),
        (
            Language::Welsh,
            "Bydd yn agor ddydd Mercher 9 Rhagfyr 2026 am 13:45.",
        ),
    ] {
        let mut state = with_booking(language);
        act(&mut state, Action::StartDeviceCheck(id()), now());
        let effects = act(&mut state, Action::JoinCall(id()), now());
        assert_eq!(commands(&effects), Vec::<&Command>::new());
        let screen = update::screen(&state, now());
        assert_eq!(screen.name, ScreenName::Booking);
        assert!(told(&screen).contains(words), "{}", told(&screen));
    }
}

#[test]
fn servers_word_on_too_early_counts() {
    let mut state = joined(Language::English);
    let opens = Some(early() + TimeDelta::hours(1));
    let refused = Event::Refused {
        code: ErrorCode::CallTooEarly,
        at: opens,
    };
    let effects = tell(&mut state, refused, early());
    assert!(commands(&effects).contains(&&Command::Close));
    let screen = update::screen(&state, early());
    assert_eq!(screen.name, ScreenName::Booking);
    assert!(told(&screen).contains("at 14:50"), "{}", told(&screen));
}

#[test]
fn new_policy_is_read_before_the_call() {
    let mut state = with_booking(Language::English);
    state.account.saved.me.as_mut().unwrap().policy_current = 4;
    let effects = act(&mut state, Action::JoinCall(id()), early());
    assert_eq!(commands(&effects), Vec::<&Command>::new());
    assert_eq!(state.navigation.page(), Page::Policy);
    state.account.saved.me = Some(me());
    let effects = act(&mut state, Action::JoinCall(id()), early());
    assert_eq!(commands(&effects).len(), 1);
}

#[test]
fn check_comes_first_and_then_the_waiting_room() {
    for language in LANGUAGES {
        let mut state = with_booking(language);
        act(&mut state, Action::StartDeviceCheck(id()), early());
        let screen = update::screen(&state, early());
        assert_eq!(screen.name, ScreenName::DeviceCheck);
        let join = Action::JoinCall(id());
        assert!(buttons(&screen).iter().all(|button| button.action != join));
        let found = DeviceCheck {
            camera: true,
            microphone: false,
            loudspeaker: true,
        };
        act(&mut state, Action::DeviceChecked(found), early());
        let screen = update::screen(&state, early());
        assert!(buttons(&screen).iter().any(|button| button.action == join));
        let works = told(&screen);
        let effects = act(&mut state, join, early());
        assert_eq!(platform(&effects)[0], &PlatformEffect::CallActive(true));
        assert!(
            matches!(commands(&effects)[..], [Command::Join { .. }]),
            "{works}"
        );
        assert_eq!(
            update::screen(&state, early()).name,
            ScreenName::WaitingRoom
        );
    }
}

#[test]
fn waiting_room_says_who_is_here_and_what_is_waited_for() {
    let mut state = joined(Language::English);
    let mut waiting = said(1, CallPhase::Waiting, 1_800_000, early());
    waiting.participants[0].presence = Presence::Away;
    hear(&mut state, waiting, early());
    let screen = update::screen(&state, early());
    let words = told(&screen);
    for part in [
        "begins on Wednesday 9 December 2026 at 14:00",
        "Gareth Example is not here yet",
        "Your time is not running",
        "The call lasts 30 minutes",
    ] {
        assert!(words.contains(part), "{part} in {words}");
    }
    let people = &call_view(&screen).people;
    assert_eq!(people.len(), 2, "oneself is not among the others");
    assert!(!call_view(&screen).running);
}

#[test]
fn waiting_room_says_that_the_call_will_be_late() {
    for language in LANGUAGES {
        let mut state = joined(language);
        let mut waiting = said(1, CallPhase::Waiting, 1_800_000, early());
        hear(&mut state, waiting.clone(), early());
        let before = told(&update::screen(&state, early()));
        waiting.revision += 1;
        waiting.expected_at = Some(at("2026-12-09T14:20:00Z"));
        hear(&mut state, waiting, early());
        let words = told(&update::screen(&state, early()));
        assert!(
            words.contains("14:20") && !before.contains("14:20"),
            "{words}"
        );
        // Once it has passed, what was said of it is no news any more.
        let later = told(&update::screen(&state, at("2026-12-09T14:21:00Z")));
        assert!(!later.contains("14:20"), "{later}");
    }
}

#[test]
fn every_pause_is_told_in_words_and_stops_the_clock() {
    let reasons = [
        PauseReason::Face { side: Side::Family },
        PauseReason::Face { side: Side::Prison },
        PauseReason::Staff {
            why: StaffPause::RoomCheck,
        },
        PauseReason::Staff {
            why: StaffPause::Conduct,
        },
        PauseReason::Staff {
            why: StaffPause::Technical,
        },
        PauseReason::Staff {
            why: StaffPause::Wellbeing,
        },
        PauseReason::Connection { side: Side::Family },
        PauseReason::Connection { side: Side::Prison },
        PauseReason::Left { side: Side::Family },
        PauseReason::Left { side: Side::Prison },
    ];
    for (language, stands) in [
        (Language::English, "Your time is not running."),
        (Language::Welsh, "Nid yw eich amser yn mynd heibio."),
    ] {
        let mut seen = BTreeSet::new();
        for reason in reasons {
            let mut state = live(language);
            hear(
                &mut state,
                said(2, paused([reason]), 900_000, early()),
                early(),
            );
            let later = early() + TimeDelta::minutes(1);
            let screen = update::screen(&state, later);
            let view = call_view(&screen);
            assert_eq!((view.left_ms, view.running), (900_000, false));
            let (_, text) = cover(&state, later).unwrap();
            assert!(text.ends_with(stands), "{text}");
            seen.insert(text);
            hear(&mut state, said(3, CallPhase::Live, 900_000, later), later);
            assert_eq!(cover(&state, later), None);
            assert!(call_view(&update::screen(&state, later)).running);
        }
        assert_eq!(seen.len(), reasons.len(), "each reason has its own words");
    }
}

#[test]
fn several_reasons_are_all_told() {
    let mut state = live(Language::English);
    let both = paused([
        PauseReason::Face { side: Side::Family },
        PauseReason::Staff {
            why: StaffPause::RoomCheck,
        },
    ]);
    hear(&mut state, said(2, both, 900_000, early()), early());
    let (_, text) = cover(&state, early()).unwrap();
    assert!(
        text.contains("Somebody in your picture") && text.contains("short check"),
        "{text}"
    );
}

#[test]
fn warning_is_told_with_what_is_left() {
    for (language, words) in [
        (
            Language::English,
            "5 minutes left. The call then ends by itself",
        ),
        (Language::Welsh, "5 munud ar ôl. Yna daw'r alwad i ben"),
    ] {
        let mut state = live(language);
        assert!(!told(&update::screen(&state, early())).contains(words));
        let warning = Event::Said(ServerMessage::Warning { left_ms: 300_000 });
        tell(&mut state, warning, early());
        let words_told = told(&update::screen(&state, early()));
        assert!(words_told.contains(words), "{words_told}");
    }
}

#[test]
fn left_in_words_has_the_right_plural() {
    for (left_ms, english, welsh) in [
        (60_000, "1 minute left", "1 funud ar ôl"),
        (1_799_856, "30 minutes left", "30 munud ar ôl"),
        (125_000, "2 minutes left", "2 funud ar ôl"),
        (180_000, "3 minutes left", "3 munud ar ôl"),
        (45_000, "45 seconds left", "45 eiliad ar ôl"),
    ] {
        for (language, words) in [(Language::English, english), (Language::Welsh, welsh)] {
            let mut state = live(language);
            hear(
                &mut state,
                said(2, CallPhase::Live, left_ms, early()),
                early(),
            );
            let screen = update::screen(&state, early());
            assert_eq!(call_view(&screen).left_accessible, words);
        }
    }
}
