//! What a person reads while the phone looks at its own camera. Looks are made by hand: no nets, no time.

use super::{
    fixtures::{ANN, STRANGER, Somebody, look, sees, template, watches},
    *,
};
use crate::{
    Action, Part, Place, Screen, ScreenName, Tone,
    booking::fixtures::{LANGUAGES, at, booking, state},
    testing::Journey,
    update::{Input, State},
};
use chrono::TimeDelta;
use kinline_protocol::Language;

fn early() -> DateTime<Utc> {
    at("2026-12-09T13:50:00Z")
}

fn rehearsing(language: Language) -> State {
    let mut state = state(language, "Europe/London");
    let open = Input::Action(Action::Open(Place::Rehearsal));
    update::update(&mut state, open, early());
    state
}

/// The notice: tone and words.
fn notice(screen: &Screen) -> (Tone, String) {
    let mut notices = screen.parts.iter().rev().filter_map(|part| match part {
        Part::Notice { tone, text, .. } => Some((*tone, text.clone())),
        _ => None,
    });
    notices.next().unwrap()
}

#[test]
fn each_thing_that_could_be_better_has_its_own_words() {
    let dark = |brightness, face| Look {
        brightness,
        face_brightness: Some(face),
        ..look(&[ANN], 0.0)
    };
    let of = |somebody| look(&[somebody], 0.0);
    for language in LANGUAGES {
        let looks = [
            look(&[], 0.0),
            dark(0.1, 0.1),
            dark(0.6, 0.2),
            of(Somebody { width: 40.0, ..ANN }),
            of(Somebody {
                width: 300.0,
                ..ANN
            }),
            of(Somebody { x: -30.0, ..ANN }),
            of(Somebody { yaw: 70.0, ..ANN }),
            of(Somebody {
                sharpness: 0.1,
                ..ANN
            }),
        ];
        let mut seen = std::collections::BTreeSet::new();
        for bad in looks {
            let mut state = rehearsing(language);
            sees(&mut state, bad.clone(), early());
            sees(&mut state, bad, early());
            let (tone, words) = notice(&update::screen(&state, early()));
            assert_eq!(tone, Tone::Attention, "{words}");
            seen.insert(words);
        }
        assert_eq!(seen.len(), 8, "{seen:#?}");
        let mut state = rehearsing(language);
        watches(&mut state, &[ANN], 2, early());
        assert_eq!(notice(&update::screen(&state, early())).0, Tone::Good);
    }
}

#[test]
fn one_look_changes_no_advice() {
    let mut state = rehearsing(Language::English);
    watches(&mut state, &[ANN], 3, early());
    let before = update::screen(&state, early());
    sees(&mut state, look(&[], 0.0), early());
    assert_eq!(update::screen(&state, early()), before, "a blink");
    sees(&mut state, look(&[], 0.0), early());
    assert_ne!(update::screen(&state, early()), before);
}

#[test]
fn a_phone_without_models_speaks_of_light_alone() {
    let without = |brightness| Look {
        brightness,
        face_brightness: None,
        faces: None,
        ..look(&[], 0.0)
    };
    for language in LANGUAGES {
        let mut state = rehearsing(language);
        sees(&mut state, without(0.5), early());
        let screen = update::screen(&state, early());
        assert_eq!(notice(&screen).0, Tone::Neutral);
        assert!(
            !screen
                .parts
                .iter()
                .any(|it| matches!(it, Part::Rows { .. }))
        );
        sees(&mut state, without(0.05), early());
        sees(&mut state, without(0.05), early());
        assert_eq!(notice(&update::screen(&state, early())).0, Tone::Attention);
    }
}

#[test]
fn who_is_seen_is_counted_and_the_own_face_recognised() {
    for language in LANGUAGES {
        let mut state = rehearsing(language);
        watches(&mut state, &[ANN], 3, early());
        let rows = |state: &State| {
            let screen = update::screen(state, early());
            let rows = screen.parts.into_iter().find_map(|part| match part {
                Part::Rows { rows, .. } => Some(rows),
                _ => None,
            });
            rows.unwrap()
        };
        assert_eq!(rows(&state).len(), 4, "without a portrait, no word of it");
        let own = Event::OwnFace(Some(template(ANN.who)));
        update::update(&mut state, Input::Rehearsal(own), early());
        let tone = |state: &State| rows(state)[4].status.as_ref().unwrap().tone;
        watches(&mut state, &[ANN], 3, early() + TimeDelta::seconds(2));
        assert_eq!(tone(&state), Tone::Good);
        let mut other = rehearsing(language);
        other.rehearsal.saved = state.rehearsal.saved.clone();
        watches(&mut other, &[STRANGER], 4, early());
        assert_eq!(tone(&other), Tone::Attention);
        watches(
            &mut other,
            &[STRANGER, ANN],
            4,
            early() + TimeDelta::seconds(3),
        );
        let people = rows(&other)[3].status.clone().unwrap().text;
        assert!(people.starts_with('2'), "{people}");
    }
}

#[test]
fn what_the_own_face_looks_like_outlives_the_app_and_is_never_printed() {
    let mut journey = Journey::knowing(state(Language::English, "Europe/London"), early());
    let face = Event::OwnFace(Some(template(1)));
    journey.input(Input::Rehearsal(face));
    journey.kill_and_start();
    let kept = journey.state.rehearsal.own_face().unwrap();
    assert_eq!(kept.distance(&template(1)), 0.0);
    let printed = format!("{:?}", journey.state.rehearsal.saved);
    assert_eq!(printed, "Saved { face: true }");
    journey.input(Input::Rehearsal(Event::OwnFace(None)));
    assert!(journey.state.rehearsal.own_face().is_none());
}

#[test]
fn it_is_reached_before_the_first_call_and_left_again() {
    let mut state = state(Language::English, "Europe/London");
    let booked = booking(1, at("2026-12-09T14:00:00Z"));
    let id = booked.id;
    state.booking.saved.bookings = Some(vec![booked]);
    let mut journey = Journey::knowing(state, at("2026-12-01T10:00:00Z"));
    journey.act(Action::Open(Place::Home));
    journey.tap("Try out your camera");
    let screen = journey.expect(ScreenName::Rehearsal);
    assert_eq!(notice(&screen).0, Tone::Waiting);
    journey.tap("Done");
    journey.expect(ScreenName::Home);
    journey.act(Action::Open(Place::Booking(id)));
    journey.tap("Try out your camera");
    journey.expect(ScreenName::Rehearsal);
    journey.act(Action::StartDeviceCheck(id));
    journey.tap("Try out your camera");
    journey.expect(ScreenName::Rehearsal);
}
