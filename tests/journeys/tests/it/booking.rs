//! Slots that are taken, requests that are sent twice, and things that are somebody else's.

use crate::{
    words::wait_says,
    world::{LANGUAGES, World, can, somebody, start_of_story},
};
use chrono::TimeDelta;
use kinline_core::{Action, DeviceCheck, Place, Screen, ScreenName};
use kinline_phone::{Phone, steps, tell};
use kinline_protocol::{
    ErrorCode, Language, List,
    booking::{Hold, NewHold},
    console::{FaultEffect, NewFault, UpcomingBooking},
    people::Contact,
    routes,
};
use reqwest::Method;

#[test]
fn a_taken_slot_is_told_and_another_can_be_chosen() {
    let world = World::new();
    let at = world.establishment();
    world
        .office
        .change_settings(&at, |settings| settings.capacity = 1)
        .unwrap();
    let other = world.families().remove(0);
    let contacts: List<Contact> = world
        .office
        .wire()
        .get(&other.token, routes::CONTACTS)
        .unwrap();
    let contact = contacts.items[0].id;
    for language in LANGUAGES {
        let phone = world.with_contact(&somebody(language.code()), language);
        let free = steps::slots(&phone.see_slots().unwrap());
        // Meanwhile another family is faster.
        let hold = NewHold {
            contact,
            slot: free[0].0,
            beside: Vec::new(),
            instead_of: None,
        };
        let _: Hold = world
            .office
            .wire()
            .post(&other.token, routes::HOLDS, &hold)
            .unwrap();
        phone
            .tap_on("taken time", |action| {
                *action == Action::ChooseSlot(free[0].0)
            })
            .unwrap();
        let screen = wait_says(&phone, language, "error-slot-taken");
        assert_eq!(screen.name, ScreenName::Slots);
        phone.hold(free[1].0).unwrap();
        phone.request_booking().unwrap();
    }
}

#[test]
fn a_hold_that_ran_out_is_told() {
    let world = World::new();
    for language in LANGUAGES {
        let phone = world.with_contact(&somebody(language.code()), language);
        let free = steps::slots(&phone.see_slots().unwrap());
        phone.hold(free[0].0).unwrap();
        let now = world.office.now().unwrap();
        world
            .office
            .set_clock(now + TimeDelta::minutes(11))
            .unwrap();
        phone.send(Action::RequestBooking);
        phone
            .wait_until("that the time was given back", |screen| {
                ["error-hold-expired", "confirm-expired"]
                    .iter()
                    .any(|message| crate::words::says(screen, language, message))
            })
            .unwrap();
        assert_eq!(phone.screen().language, language);
        let again = steps::slots(&phone.see_slots().unwrap());
        phone.hold(again[0].0).unwrap();
        phone.request_booking().unwrap();
    }
}

#[test]
fn a_request_sent_twice_books_once() {
    let world = World::new();
    let phone = world.with_contact(&somebody("twice"), Language::English);
    let free = steps::slots(&phone.see_slots().unwrap());
    phone.hold(free[0].0).unwrap();
    let path = "/v1/console/bookings";
    let all: List<UpcomingBooking> = world.office.wire().get(world.developer(), path).unwrap();
    let before: Vec<_> = all.items.into_iter().map(|it| it.reference).collect();
    // Done, but the answer is lost: the phone asks again by itself.
    world
        .office
        .add_fault(&NewFault {
            method: Some("POST".into()),
            path: routes::BOOKINGS.into(),
            effect: FaultEffect::CutAnswer,
            times: Some(1),
        })
        .unwrap();
    phone.request_booking().unwrap();
    assert_eq!(world.office.faults().unwrap(), 0, "the answer was lost");
    let mine = steps::reference(&phone.screen()).expect("a reference");
    let path = "/v1/console/bookings";
    let all: List<UpcomingBooking> = world.office.wire().get(world.developer(), path).unwrap();
    // The seed's bookings are other families'.
    let booked: Vec<_> = all
        .items
        .iter()
        .filter(|it| !before.contains(&it.reference))
        .collect();
    assert_eq!(booked.len(), 1);
    assert_eq!(booked[0].reference.0, mine);
    phone.go(Place::Bookings).unwrap();
    let screen = phone.wait_for(ScreenName::Bookings).unwrap();
    let rows = tell::tappable(&screen)
        .into_iter()
        .filter(|(_, action)| matches!(action, Action::Open(Place::Booking(_))))
        .count();
    assert_eq!(rows, 1);
}

#[test]
fn what_is_another_familys_is_not_there() {
    let world = World::new();
    let (owner, booked) = world.booked(&somebody("owner"), Language::English);
    let stranger = world.families().remove(0);
    let wire = world.office.wire();
    let asked = [
        (Method::GET, routes::booking(booked.id)),
        (Method::POST, routes::booking_cancellation(booked.id)),
        (Method::GET, routes::call(booked.call)),
        (Method::POST, routes::call_media(booked.call)),
    ];
    for (method, path) in asked {
        let headers = [
            ("content-type", "application/sdp"),
            (routes::IDEMPOTENCY_HEADER, "one-of-mine"),
        ];
        let reply = wire
            .send(method, Some(&stranger.token), &path, &headers, vec![])
            .unwrap();
        let code = reply.problem().map(|problem| problem.code);
        assert_eq!(
            (reply.status.as_u16(), code),
            (404, Some(ErrorCode::NotFound)),
            "{path}"
        );
    }
    for language in LANGUAGES {
        // As after a tap on an old reminder of somebody else's.
        let phone = world.approved(&somebody(language.code()), language);
        phone.send(Action::Open(Place::Booking(booked.id)));
        wait_says(&phone, language, "error-not-found");
    }
    owner.send(Action::Refresh);
    assert!(can(&owner.screen(), |action| *action
        == Action::CancelBooking(booked.id)));
}

#[test]
fn a_new_policy_is_asked_for_before_the_next_call() {
    let world = World::new();
    for language in LANGUAGES {
        world.office.set_clock(start_of_story()).unwrap();
        let (phone, booked) = world.booked(&somebody(language.code()), language);
        let text = |words: &str| serde_json::json!({"title": words, "paragraphs": [words]});
        let new = serde_json::json!({"en": text("New rules"), "cy": text("Rheolau newydd")});
        world
            .office
            .wire()
            .act(world.developer(), "/v1/console/policies", Some(&new))
            .unwrap();
        world.shortly_before(&phone, &booked, TimeDelta::minutes(5));
        let screen = policy_instead_of_call(&phone);
        let title = if language == Language::Welsh {
            "Rheolau newydd"
        } else {
            "New rules"
        };
        assert!(tell::whole(&screen).contains(title));
        phone
            .tap_on("agreement", |it| matches!(it, Action::AgreeToPolicy { .. }))
            .unwrap();
        phone.wait_until("the way to the call", joins).unwrap();
        phone.join().unwrap();
    }
}

fn joins(screen: &Screen) -> bool {
    can(screen, |action| {
        matches!(action, Action::JoinCall(_) | Action::StartDeviceCheck(_))
    })
}

/// Presses on towards the call until the policy is shown.
fn policy_instead_of_call(phone: &Phone) -> Screen {
    phone.start_check().unwrap();
    let next =
        |screen: &Screen| matches!(screen.name, ScreenName::DeviceCheck | ScreenName::Policy);
    let screen = phone.wait_until("the check or the policy", next).unwrap();
    if screen.name == ScreenName::DeviceCheck {
        let works = DeviceCheck {
            camera: true,
            microphone: true,
            loudspeaker: true,
        };
        phone.send(Action::DeviceChecked(works));
        phone
            .tap_on("way in", |action| matches!(action, Action::JoinCall(_)))
            .unwrap();
    }
    let agrees = |action: &Action| matches!(action, Action::AgreeToPolicy { .. });
    phone
        .wait_until("the new policy", |screen| can(screen, agrees))
        .unwrap()
}
