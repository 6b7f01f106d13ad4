//! Joining early and late, twice, with too many, and with what is no offer; a changed network.

use crate::{
    words::wait_says,
    world::{LANGUAGES, LAPTOP, PHONE, World, somebody, start_of_story},
};
use chrono::TimeDelta;
use kinline_core::{Action, ScreenName};
use kinline_phone::{
    Phone, PhoneError,
    call_events::CallEvents,
    flow::{Direction, LIMIT},
    media_session::MediaSession,
};
use kinline_protocol::{
    ErrorCode, Language,
    booking::{Hold, NewBooking, NewHold},
    call::CallPhase,
    people::NewCompanion,
    routes,
};
use reqwest::Method;

#[test]
fn who_joins_early_is_told_when_the_waiting_room_opens() {
    let world = World::new();
    for language in LANGUAGES {
        let (phone, booked) = world.booked(&somebody(language.code()), language);
        // As from an old reminder: no screen offers it yet.
        phone.send(Action::JoinCall(booked.id));
        wait_says(&phone, language, "booking-too-early");
        assert!(![ScreenName::WaitingRoom, ScreenName::Call].contains(&phone.screen().name));
    }
}

#[test]
fn who_joins_late_is_told_that_the_call_is_over() {
    let world = World::new();
    for language in LANGUAGES {
        world.office.set_clock(start_of_story()).unwrap();
        let (phone, booked) = world.booked(&somebody(language.code()), language);
        world
            .office
            .set_clock(booked.starts_at + TimeDelta::hours(3))
            .unwrap();
        phone.send(Action::JoinCall(booked.id));
        phone
            .wait_until("that the call is over", |screen| {
                [
                    "error-call-over",
                    "ended-reason-family-no-show",
                    "ended-reason-prison-no-show",
                ]
                .iter()
                .any(|message| crate::words::says(screen, language, message))
            })
            .unwrap();
        assert_eq!(phone.screen().language, language);
    }
}

#[test]
fn a_second_phone_of_the_same_person_takes_over_and_can_be_taken_over() {
    let world = World::new();
    for language in LANGUAGES {
        world.office.set_clock(start_of_story()).unwrap();
        let person = somebody(language.code());
        let (first, booked) = world.booked(&person, language);
        let second = world.phone("second", language);
        second.register(&person.email).unwrap();
        second
            .confirm(&world.office.code(&person.email).unwrap())
            .unwrap();
        world.shortly_before(&first, &booked, TimeDelta::minutes(5));
        first.join().unwrap();
        world.shortly_before(&second, &booked, TimeDelta::minutes(5));
        second.join().unwrap();
        second.wait_for(ScreenName::WaitingRoom).unwrap();
        wait_says(&first, language, "ended-replaced");
        first
            .tap_on("way back", |action| matches!(action, Action::JoinCall(_)))
            .unwrap();
        first.wait_for(ScreenName::WaitingRoom).unwrap();
        wait_says(&second, language, "ended-replaced");
        drop(second);
        std::fs::remove_dir_all(world.folder("second")).unwrap();
    }
}

#[test]
fn what_is_no_sdp_is_refused_with_a_reason_and_disturbs_nobody() {
    let world = World::new();
    let (mut phone, booked) = world.booked(&somebody("sdp"), Language::English);
    let laptop = world.live(&mut phone, &booked);
    let (token, _) = world
        .office
        .laptop_calls(&world.establishment())
        .unwrap()
        .into_iter()
        .find(|(_, call)| call.state.call == booked.call)
        .unwrap();
    let offers: [&[u8]; 4] = [b"", b"hello", b"v=0\r\nm=video 9 what 1\r\n", &[0xff; 2000]];
    for offer in offers {
        let headers = [("content-type", "application/sdp")];
        let path = routes::call_media(booked.call);
        let wire = world.office.wire();
        let reply = wire
            .send(Method::POST, Some(&token), &path, &headers, offer.to_vec())
            .unwrap();
        let problem = reply.problem().expect("a problem");
        assert_eq!(
            (reply.status.as_u16(), problem.code),
            (400, ErrorCode::SdpInvalid)
        );
        assert!(problem.detail.is_some_and(|detail| !detail.is_empty()));
    }
    both_ways(&phone, &laptop);
}

#[test]
fn a_changed_network_restarts_ice_and_the_call_goes_on() {
    let world = World::new();
    let (mut phone, booked) = world.booked(&somebody("ice"), Language::English);
    let laptop = world.live(&mut phone, &booked);
    both_ways(&phone, &laptop);
    let sessions = |world: &World| {
        let events = world.office.events().unwrap();
        events
            .iter()
            .filter(|event| event.action.contains("restart"))
            .count()
    };
    let before = sessions(&world);
    for round in 1..=2 {
        phone.send(Action::NetworkChanged { online: true });
        both_ways(&phone, &laptop);
        let state = laptop.events().state().unwrap();
        assert_eq!(state.phase, CallPhase::Live, "round {round}");
    }
    assert!(sessions(&world) > before, "no ICE restart is in the log");
}

/// Five phones want into a call for four.
#[test]
fn a_fifth_caller_is_refused_with_a_reason() {
    let world = World::new();
    let families = world.families();
    assert!(
        families.len() >= 5,
        "the seed has {} families",
        families.len()
    );
    let wire = world.office.wire();
    let asker = &families[0];
    for companion in &families[1..4] {
        let new = NewCompanion {
            visitor_number: world.me(companion).visitor_number,
            date_of_birth: companion.born().unwrap(),
        };
        // The seed may have made them companions already.
        if let Err(error) = wire.act(&asker.token, routes::COMPANIONS, Some(&new)) {
            assert!(matches!(error, PhoneError::Refused { .. }), "{error}");
        }
    }
    let fifth = NewCompanion {
        visitor_number: world.me(&families[4]).visitor_number,
        date_of_birth: families[4].born().unwrap(),
    };
    let refused = wire
        .act(&asker.token, routes::COMPANIONS, Some(&fifth))
        .unwrap_err();
    let PhoneError::Refused { code, .. } = refused else {
        panic!("{refused}")
    };
    assert_eq!(code, Some(ErrorCode::CompanionLimit));

    let contacts: serde_json::Value = wire.get(&asker.token, routes::CONTACTS).unwrap();
    let contact = serde_json::from_value(contacts["items"][0]["id"].clone()).unwrap();
    let free: kinline_protocol::booking::Slots =
        wire.get(&asker.token, &routes::slots(contact)).unwrap();
    let hold: Hold = wire
        .post(
            &asker.token,
            routes::HOLDS,
            &NewHold {
                contact,
                slot: free.slots[0].id,
            },
        )
        .unwrap();
    let account = |index: usize| world.me(&families[index]).account;
    let too_many = NewBooking {
        hold: hold.id,
        companions: (1..5).map(account).collect(),
    };
    let refused = wire
        .act(&asker.token, routes::BOOKINGS, Some(&too_many))
        .unwrap_err();
    let PhoneError::Refused { code, .. } = refused else {
        panic!("{refused}")
    };
    assert_eq!(code, Some(ErrorCode::TooManyVisitors));
    let four = NewBooking {
        hold: hold.id,
        companions: (1..4).map(account).collect(),
    };
    let booking: kinline_protocol::booking::Booking =
        wire.post(&asker.token, routes::BOOKINGS, &four).unwrap();

    world
        .office
        .set_clock(booking.starts_at - TimeDelta::minutes(1))
        .unwrap();
    let media = routes::call_media(booking.call);
    // Tokens of the seed live for an hour: the call is days later.
    let tokens: Vec<String> = families[..5].iter().map(|it| it.token.clone()).collect();
    let mut inside = Vec::new();
    for token in &tokens[..4] {
        let events = CallEvents::listen(wire, token, booking.call).unwrap();
        let session = MediaSession::publish(wire, token, &media).unwrap();
        session.wait_connected(LIMIT).unwrap();
        inside.push((events, session));
    }
    match CallEvents::listen(wire, &tokens[4], booking.call) {
        Err(PhoneError::Refused { code, .. }) => {
            assert!(
                matches!(code, Some(ErrorCode::CallFull | ErrorCode::NotFound)),
                "{code:?}"
            );
        }
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("a fifth caller came in"),
    }
}

/// Picture and sound both ways, of now.
pub fn both_ways(phone: &Phone, laptop: &kinline_phone::laptop::Laptop) {
    let (here, there) = (phone.perceived().unwrap(), laptop.perceived());
    for (from, sender, to) in [(here, PHONE, there), (there, LAPTOP, here)] {
        Direction { from, sender, to }.wait_flowing(5).unwrap();
    }
}

#[test]
fn who_leaves_can_come_back() {
    let world = World::new();
    let (mut phone, booked) = world.booked(&somebody("back"), Language::English);
    let laptop = world.live(&mut phone, &booked);
    both_ways(&phone, &laptop);
    phone
        .tap_on("leave", |action| *action == Action::LeaveCall)
        .unwrap();
    wait_says(&phone, Language::English, "ended-left");
    phone
        .tap_on("way back", |action| matches!(action, Action::JoinCall(_)))
        .unwrap();
    phone.wait_live().unwrap();
    both_ways(&phone, &laptop);
}
