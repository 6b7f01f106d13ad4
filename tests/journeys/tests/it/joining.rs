//! Joining early and late, twice, with too many, and with what is no offer; a changed network.

use crate::{
    words::{says, wait_says},
    world::{LANGUAGES, LAPTOP, PHONE, World, somebody, start_of_story},
};
use chrono::TimeDelta;
use kinline_core::{Action, Place, Screen, ScreenName, View};
use kinline_phone::{
    Phone, PhoneError,
    flow::{Direction, LIMIT},
    laptop::Laptop,
    media_session::MediaSession,
    steps,
    wire::Wire,
};
use kinline_protocol::{
    ErrorCode, Language,
    call::CallPhase,
    console::{FaultEffect, NewFault},
    routes,
};
use reqwest::Method;
use std::time::{Duration, Instant};

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
                .any(|message| says(screen, language, message))
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
        // Who comes last takes over: the first must have come.
        first.wait_until("the server's word", heard).unwrap();
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

/// Whether the server said who is there: the waiting room opens before.
fn heard(screen: &Screen) -> bool {
    matches!(&screen.view, View::WaitingRoom(call) if !call.people.is_empty())
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
    // Both faults do nothing but count: a restart is one PATCH, and no new session.
    let counted = |method: &str| NewFault {
        method: Some(method.into()),
        path: routes::call_media(booked.call),
        effect: FaultEffect::Delay { milliseconds: 1 },
        times: Some(1),
    };
    world.office.add_fault(&counted("POST")).unwrap();
    for round in 1..=2 {
        world.office.add_fault(&counted("PATCH")).unwrap();
        phone.send(Action::NetworkChanged { online: true });
        let end = Instant::now() + LIMIT;
        while world.office.faults().unwrap() > 1 {
            assert!(Instant::now() < end, "no restart in round {round}");
            std::thread::sleep(Duration::from_millis(50));
        }
        both_ways(&phone, &laptop);
        let state = laptop.events().state().unwrap();
        assert_eq!(
            (state.phase, state.returned_ms),
            (CallPhase::Live, 0),
            "round {round}"
        );
    }
    assert_eq!(
        world.office.faults().unwrap(),
        1,
        "a new session was opened"
    );
}

/// One who books, and three who come along, are four: a fifth is refused when they are added, and
/// finds no call where they were not booked.
#[test]
fn a_fifth_caller_is_refused_with_a_reason() {
    let world = World::new();
    let families = world.families();
    assert!(
        families.len() >= 4,
        "the seed has {} families",
        families.len()
    );
    for language in LANGUAGES {
        world.office.set_clock(start_of_story()).unwrap();
        let phone = world.with_contact(&somebody(language.code()), language);
        for companion in &families[..3] {
            let number = world.me(companion).visitor_number.0;
            phone
                .add_companion(&number, companion.born().unwrap())
                .unwrap();
        }
        // The list says why there is no fourth; a form that is open already says it too.
        wait_says(&phone, language, "people-companions-full");
        let fourth = &families[3];
        phone.send(Action::Open(Place::AddCompanion));
        phone.wait_for(ScreenName::AddCompanion).unwrap();
        phone
            .enter("visitor_number", &world.me(fourth).visitor_number.0)
            .unwrap();
        phone
            .enter("date_of_birth", &fourth.born().unwrap().to_string())
            .unwrap();
        phone.submit().unwrap();
        wait_says(&phone, language, "error-companion-limit");

        let free = steps::slots(&phone.see_slots().unwrap());
        phone.hold(free[0].0).unwrap();
        phone.bring_everybody().unwrap();
        let booked = world.booked_at(&phone.request_booking().unwrap());
        world
            .office
            .set_clock(booked.starts_at - TimeDelta::minutes(1))
            .unwrap();
        let wire = world.office.wire();
        let media = routes::call_media(booked.call);
        let inside: Vec<MediaSession> = families[..3]
            .iter()
            .map(|it| MediaSession::publish(wire, &it.token, &media, |_| ()).unwrap())
            .collect();
        for session in &inside {
            session.wait_connected(LIMIT).unwrap();
        }
        match MediaSession::publish(wire, &fourth.token, &media, |_| ()) {
            Err(PhoneError::Refused { code, .. }) => assert_eq!(code, Some(ErrorCode::NotFound)),
            Err(error) => panic!("{error}"),
            Ok(_) => panic!("a fifth caller came in"),
        }
    }
}

/// A machine with several addresses, reached by one that it would not answer from by itself.
#[test]
fn the_address_that_phones_are_given_is_the_one_that_answers() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let options = kinline_mock::Options {
        listen: ([0, 0, 0, 0], 0).into(),
        data: dir.path().join("server"),
        seed: kinline_mock::seed::Seed::CallNow,
        clock: None,
        public_address: Some([127, 0, 0, 2].into()),
        models: None,
    };
    let server = runtime
        .block_on(kinline_mock::Server::start(options))
        .unwrap();
    assert!(server.base_url().starts_with("https://127.0.0.2:"));
    let wire = Wire::new(server.base_url(), server.certificate_pem()).unwrap();
    let seeded = server.codes();
    let family = seeded
        .people
        .iter()
        .find(|it| it.role == kinline_protocol::account::Role::Family)
        .unwrap();
    let media = routes::call_media(seeded.call.as_ref().unwrap().id);
    let session = MediaSession::publish(&wire, &family.token, &media, |_| ()).unwrap();
    session.wait_connected(LIMIT).unwrap();
    session.close().unwrap();
    runtime.block_on(server.stop());
}

/// Picture and sound both ways, of now.
pub fn both_ways(phone: &Phone, laptop: &Laptop) {
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
