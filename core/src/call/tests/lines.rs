//! What a person sees of the lines: lost, back, weak; and whose the pictures are.

use super::*;
use crate::call::{
    quality::Quality,
    state::{Call, Line, Over, Stage},
};

#[test]
fn an_older_state_that_comes_late_is_dropped() {
    let mut state = live(Language::English);
    hear(
        &mut state,
        said(3, CallPhase::Live, 900_000, early()),
        early(),
    );
    hear(
        &mut state,
        said(
            2,
            paused([PauseReason::Face { side: Side::Family }]),
            950_000,
            early(),
        ),
        early(),
    );
    let screen = update::screen(&state, early());
    assert_eq!(call_view(&screen).cover, None);
    assert_eq!(call_view(&screen).left_ms, 900_000);
}

#[test]
fn a_server_that_was_started_again_counts_anew() {
    let mut state = live(Language::English);
    hear(
        &mut state,
        said(9, CallPhase::Live, 900_000, early()),
        early(),
    );
    tell(&mut state, Event::Lost, early());
    tell(&mut state, Event::Opened, early());
    hear(
        &mut state,
        said(1, CallPhase::Waiting, 900_000, early()),
        early(),
    );
    assert_eq!(
        update::screen(&state, early()).name,
        ScreenName::WaitingRoom
    );
}

#[test]
fn time_left_is_the_servers_less_the_way_it_came() {
    let mut state = joined(Language::English);
    let sent = early();
    let heard = sent + TimeDelta::seconds(2);
    hear(&mut state, said(1, CallPhase::Live, 600_000, sent), heard);
    let left = |state: &State, now| call_view(&update::screen(state, now)).left_ms;
    assert_eq!(left(&state, heard), 598_000);
    assert_eq!(left(&state, heard + TimeDelta::seconds(8)), 590_000);
    // A clock that was moved by an hour is no message that took an hour.
    let moved = heard + TimeDelta::hours(1);
    hear(&mut state, said(2, CallPhase::Live, 580_000, sent), moved);
    assert_eq!(left(&state, moved), 580_000);
}

#[test]
fn a_lost_line_keeps_the_call_on_the_screen_and_says_what_happens() {
    for (language, title, text) in [
        (
            Language::English,
            "The prison's server cannot be reached",
            "We keep trying; your time is not running.",
        ),
        (
            Language::Welsh,
            "Ni ellir cyrraedd gweinydd y carchar",
            "Rydym yn dal i geisio; nid yw eich amser yn mynd heibio.",
        ),
    ] {
        let mut state = live(language);
        tell(&mut state, Event::Lost, early() + TimeDelta::seconds(10));
        let later = early() + TimeDelta::minutes(5);
        let screen = update::screen(&state, later);
        assert_eq!(screen.name, ScreenName::Call);
        assert_eq!(call_view(&screen).left_ms, 1_790_000, "time stands");
        assert_eq!(cover(&state, later), Some((title.into(), text.into())));
        tell(&mut state, Event::Opened, later);
        hear(
            &mut state,
            said(1, CallPhase::Live, 1_788_000, later),
            later,
        );
        assert_eq!(cover(&state, later), None);
    }
}

#[test]
fn who_is_cut_off_alone_is_not_told_that_time_stands() {
    let mut state = joined(Language::English);
    let mut both = said(1, CallPhase::Live, 900_000, early());
    both.participants[2].presence = Presence::Connected;
    hear(&mut state, both, early());
    tell(&mut state, Event::Lost, early());
    let (_, text) = cover(&state, early()).unwrap();
    assert!(!text.contains("not running"), "{text}");
    assert!(text.contains("going on for the others"), "{text}");
}

#[test]
fn a_phone_without_network_says_so_and_moves_when_there_is_one() {
    let mut state = live(Language::English);
    let effects = act(
        &mut state,
        Action::NetworkChanged { online: false },
        early(),
    );
    assert_eq!(commands(&effects), Vec::<&Command>::new());
    assert_eq!(
        cover(&state, early()).unwrap().0,
        "Your phone has no network"
    );
    let left = |now| call_view(&update::screen(&state, now)).left_ms;
    let later = early() + TimeDelta::seconds(10);
    assert_eq!(
        left(later),
        left(early()),
        "what is not known is not counted"
    );
    let effects = act(&mut state, Action::NetworkChanged { online: true }, early());
    assert!(commands(&effects).contains(&&Command::NetworkChanged));
    assert_eq!(cover(&state, early()), None);
}

#[test]
fn lost_media_are_covered_only_while_the_call_is_live() {
    let mut state = live(Language::English);
    tell(&mut state, Event::Media(ConnectionState::Lost), early());
    assert_eq!(
        cover(&state, early()).unwrap().0,
        "Connecting picture and sound"
    );
    hear(
        &mut state,
        said(2, CallPhase::Waiting, 900_000, early()),
        early(),
    );
    assert_eq!(cover(&state, early()), None);
}

#[test]
fn streams_of_the_own_session_say_whose_the_pictures_are() {
    let mut state = live(Language::English);
    let (own, old) = (
        MediaSessionId(Uuid::from_u128(8)),
        MediaSessionId(Uuid::from_u128(9)),
    );
    let slots = |who| {
        vec![StreamSlot {
            audio: Some("0".into()),
            video: Some("1".into()),
            participant: Some(who),
        }]
    };
    tell(&mut state, Event::Session(own), early());
    let streams = Streams {
        session: own,
        slots: slots(PRISON),
    };
    tell(
        &mut state,
        Event::Said(ServerMessage::Streams(streams)),
        early(),
    );
    let mids = |state: &State| -> Vec<Vec<String>> {
        let screen = update::screen(state, early());
        call_view(&screen)
            .people
            .iter()
            .map(|person| person.mids.clone())
            .collect()
    };
    let seen = [vec!["0".to_owned(), "1".to_owned()], vec![]];
    assert_eq!(mids(&state), seen);
    let stranger = PauseReason::Face { side: Side::Prison };
    hear(
        &mut state,
        said(2, paused([stranger]), 900_000, early()),
        early(),
    );
    assert_eq!(mids(&state), [Vec::<String>::new(), vec![]]);
    hear(
        &mut state,
        said(3, CallPhase::Live, 900_000, early()),
        early(),
    );
    assert_eq!(mids(&state), seen);
    let streams = Streams {
        session: old,
        slots: slots(BROTHER),
    };
    tell(
        &mut state,
        Event::Said(ServerMessage::Streams(streams)),
        early(),
    );
    assert_eq!(mids(&state), [Vec::<String>::new(), vec![]]);
}

#[test]
fn microphone_and_camera_are_switched() {
    let mut state = live(Language::English);
    let effects = act(&mut state, Action::SetMicrophone(false), early());
    let sent = Command::Send {
        microphone: false,
        camera: true,
    };
    assert_eq!(commands(&effects), [&sent]);
    let screen = update::screen(&state, early());
    assert!(!call_view(&screen).microphone && call_view(&screen).camera);
    assert!(told(&screen).contains("Switch microphone on"));
}

#[test]
fn poor_line_is_told() {
    let mut state = live(Language::English);
    for (quality, told) in [
        (Quality::Good, false),
        (Quality::Poor, true),
        (Quality::VoiceOnly, true),
    ] {
        tell(&mut state, Event::Quality(quality), early());
        assert_eq!(
            call_view(&update::screen(&state, early())).line.is_some(),
            told
        );
    }
}

#[test]
fn media_on_their_way_are_not_lost_ones() {
    let mut call = Call::new(id(), CallId(Uuid::from_u128(1001)), true);
    assert_eq!(call.stage(), Stage::WaitingRoom);
    call.apply(Event::Media(ConnectionState::Connecting), early());
    assert_eq!(call.media, Line::Connecting);
    call.apply(Event::Media(ConnectionState::Connected), early());
    call.apply(Event::Media(ConnectionState::Connecting), early());
    assert_eq!(call.media, Line::Lost);
    call.leave();
    assert_eq!(call.stage(), Stage::Over(Over::Left));
    // Nothing changes a call that is over.
    call.apply(Event::Said(ServerMessage::Replaced), early());
    assert_eq!(call.stage(), Stage::Over(Over::Left));
}
