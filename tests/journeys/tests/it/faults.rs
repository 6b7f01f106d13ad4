//! A server that is killed, and a phone without a line to it.

use crate::{
    joining::both_ways,
    words::{says, wait_says},
    world::{LANGUAGES, World, can, somebody, start_of_story},
};
use chrono::TimeDelta;
use kinline_core::{Action, Place, ScreenName, View};
use kinline_phone::steps;
use kinline_protocol::{
    Language,
    call::{CallPhase, CallState},
};
use std::time::{Duration, Instant};

#[test]
fn a_server_killed_in_a_call_is_told_and_the_call_comes_back_by_itself() {
    let mut world = World::outside();
    for language in LANGUAGES {
        world.office.set_clock(start_of_story()).unwrap();
        let (mut phone, booked) = world.booked(&somebody(language.code()), language);
        let laptop = world.live(&mut phone, &booked);
        both_ways(&phone, &laptop);
        let before = laptop.events().state().unwrap();
        world.kill_server();
        let killed = Instant::now();
        let screen = wait_says(&phone, language, "call-cover-unreachable");
        assert!(matches!(&screen.view, View::Call(call) if !call.running));
        drop(laptop);

        world.start_server_again();
        let outage = killed.elapsed();
        let laptop = world.laptop(booked.call);
        phone.wait_live().unwrap();
        both_ways(&phone, &laptop);
        let after = laptop.events().state().unwrap();
        assert_eq!(after.phase, CallPhase::Live);
        assert_given_back(&before, &after, outage);
        phone
            .tap_on("leave", |action| *action == Action::LeaveCall)
            .unwrap();
        phone.wait_for(ScreenName::CallEnded).unwrap();
        laptop.leave().unwrap();
    }
}

/// All the time that passed was taken from the call or given back, as the server tells, and the whole outage was given back.
fn assert_given_back(before: &CallState, after: &CallState, outage: Duration) {
    /// The server reads its two clocks one after the other.
    const APART: TimeDelta = TimeDelta::milliseconds(50);
    let passed = after.now - before.now;
    let taken = ms(before.left_ms) - ms(after.left_ms);
    let told = ms(after.returned_ms) - ms(before.returned_ms);
    assert!(
        (passed - taken - told).abs() <= APART && told.to_std().unwrap() >= outage,
        "an outage of {outage:?}: of {passed} {taken} taken, {told} given back: {before:?} {after:?}"
    );
}

fn ms(count: u64) -> TimeDelta {
    TimeDelta::milliseconds(count.try_into().unwrap())
}

#[test]
fn without_a_line_the_last_screens_still_show_and_drafts_stay() {
    let mut world = World::outside();
    let mut left = Vec::new();
    for language in LANGUAGES {
        let person = somebody(language.code());
        let (phone, booked) = world.booked(&person, language);
        let shown = steps::reference(&phone.screen());
        assert!(shown.is_some(), "{}", phone.tell());
        phone.go(Place::People).unwrap();
        phone
            .tap_on("form", |action| *action == Action::Open(Place::AddContact))
            .unwrap();
        phone.wait_for(ScreenName::AddContact).unwrap();
        phone.enter("prisoner_number", "B4321CD").unwrap();
        phone.enter("family_name", "Somebody Else").unwrap();
        phone.keep_draft().unwrap();
        phone.pause();
        left.push((person, language, booked, shown));
    }
    world.kill_server();
    for (person, language, booked, shown) in &left {
        let phone = world.phone(&person.email, *language);
        phone.wait_for(ScreenName::AddContact).unwrap();
        assert_eq!(phone.value("prisoner_number").as_deref(), Some("B4321CD"));
        assert_eq!(phone.value("family_name").as_deref(), Some("Somebody Else"));
        wait_says(&phone, *language, "error-offline");
        phone.open_booking(Some(booked.id)).unwrap();
        let again = steps::reference(&phone.screen());
        assert_eq!(&again, shown, "{}", phone.tell());
    }
    world.start_server_again();
    let (person, language, ..) = &left[0];
    let phone = world.phone(&person.email, *language);
    phone
        .wait_until("a line again", |screen| {
            !says(screen, *language, "error-offline")
        })
        .unwrap();
}

/// The server refuses everything for a while: the phone says so, and what was typed is not lost.
#[test]
fn a_server_that_fails_is_told_and_what_was_typed_stays() {
    use kinline_protocol::console::{FaultEffect, NewFault};
    let world = World::new();
    for language in LANGUAGES {
        let email = format!("{}@example.org", language.code());
        let phone = world.phone(&email, language);
        let fault = NewFault {
            method: Some("POST".into()),
            path: kinline_protocol::routes::REGISTRATIONS.into(),
            effect: FaultEffect::Error { status: 503 },
            times: None,
        };
        world.office.add_fault(&fault).unwrap();
        phone.tap_primary().unwrap();
        phone.wait_for(ScreenName::Register).unwrap();
        phone.enter("email", &email).unwrap();
        phone.submit().unwrap();
        phone.wait_for_problem().unwrap();
        assert_eq!(phone.screen().language, language);
        assert_eq!(phone.value("email").as_deref(), Some(email.as_str()));
        world.office.clear_faults().unwrap();
        phone
            .wait_until("that it can be sent again", |screen| {
                screen.name == ScreenName::EnterCode
                    || can(screen, |action| matches!(action, Action::Submit { .. }))
            })
            .unwrap();
        if phone.screen().name == ScreenName::Register {
            phone.submit().unwrap();
        }
        phone.wait_for(ScreenName::EnterCode).unwrap();
    }
}

/// Tokens live for an hour; the phone gets new ones by its key, unseen.
#[test]
fn a_phone_left_alone_for_days_is_still_signed_in() {
    let world = World::new();
    let phone = world.with_contact(&somebody("days"), Language::English);
    let later = start_of_story() + TimeDelta::days(3);
    world.office.set_clock(later).unwrap();
    phone.see_slots().unwrap();
    world.book(&phone);
}
