//! A phone that is killed at any step starts where it was, with all that was entered.

use crate::world::{PHONE, World, somebody};
use chrono::TimeDelta;
use kinline_core::{Action, Part, Place, Screen, ScreenName};
use kinline_phone::{LIMIT, Phone, senses::Senses, steps, tell};
use kinline_protocol::{
    Language,
    console::{FaultEffect, NewFault},
    identity::PhotoKind,
    routes,
};
use std::{
    os::unix::process::ExitStatusExt,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

/// Kills the phone (nothing is ended in order) and starts it again: it must show the same screen.
fn kill_and_start(world: &World, phone: Phone, name: &str) -> Phone {
    let before = phone.screen();
    drop(phone);
    let phone = world.phone(name, Language::English);
    let after = phone
        .wait_until(&format!("{:?} as before", before.name), |screen| {
            screen.name == before.name
        })
        .unwrap();
    assert_eq!(entered(&after), entered(&before), "{}", tell::whole(&after));
    phone
}

/// What stands in fields and choices, and which photos are there.
fn entered(screen: &Screen) -> Vec<String> {
    let parts = screen.parts.iter().flat_map(|part| match part {
        Part::Field(field) => vec![format!("{}={}", field.id, field.value)],
        Part::Choice(choice) => {
            let chosen = choice.options.iter().filter(|option| option.selected);
            chosen
                .map(|option| format!("{}={}", choice.id, option.value))
                .collect()
        }
        Part::Photo(photo) => vec![format!("{:?}={}", photo.kind, photo.status.text)],
        _ => Vec::new(),
    });
    parts.collect()
}

#[test]
fn killed_at_every_step_up_to_the_call() {
    let world = World::new();
    let person = somebody("killed");
    let name = person.email.as_str();
    let again = |phone| kill_and_start(&world, phone, name);

    let phone = again(world.phone(name, Language::English));
    phone.register(&person.email).unwrap();
    let phone = again(phone);
    phone
        .confirm(&world.office.code(&person.email).unwrap())
        .unwrap();
    let phone = again(phone);

    phone.go(Place::Identity).unwrap();
    phone.wait_for(ScreenName::IdentityDetails).unwrap();
    phone.enter("given_names", &person.given_names).unwrap();
    phone.keep_draft().unwrap();
    phone.pause();
    let phone = world.phone_again(phone, name);
    assert_eq!(
        phone.value("given_names").as_deref(),
        Some(person.given_names.as_str())
    );
    phone.enter("family_name", &person.family_name).unwrap();
    phone
        .enter("date_of_birth", &person.date_of_birth.to_string())
        .unwrap();
    phone.submit().unwrap();
    phone.wait_for(ScreenName::IdentityDocument).unwrap();
    let phone = again(phone);
    phone.enter("document", "passport").unwrap();
    phone.submit().unwrap();
    phone.wait_for(ScreenName::IdentityPhotos).unwrap();
    let photo = |kind| person.photo(kind).unwrap();
    phone
        .take_photo(PhotoKind::DocumentFront, photo(PhotoKind::DocumentFront))
        .unwrap();
    phone.pause();
    let phone = again(phone);
    phone
        .take_photo(PhotoKind::Portrait, photo(PhotoKind::Portrait))
        .unwrap();
    phone.pause();
    let phone = again(phone);
    phone.send_identity().unwrap();
    let phone = again(phone);
    world.approve_identity(&phone);
    let phone = again(phone);

    phone.agree_to_policy().unwrap();
    phone.add_contact(&world.prisoner()).unwrap();
    let phone = again(phone);
    world.approve_contact(&phone);
    let free = steps::slots(&phone.see_slots().unwrap());
    let phone = again(phone);
    phone
        .wait_until("free times", |screen| !steps::slots(screen).is_empty())
        .unwrap();
    phone.hold(free[0].0).unwrap();
    let phone = again(phone);
    phone.request_booking().unwrap();
    let phone = again(phone);
    let reminders = phone
        .wait_for_reminders(|reminders| !reminders.is_empty())
        .unwrap();
    assert!(!reminders.is_empty());
}

#[test]
fn killed_in_a_call_it_comes_back_into_it() {
    let world = World::new();
    let person = somebody("calling");
    let (mut phone, booked) = world.booked(&person, Language::English);
    world.shortly_before(&phone, &booked, TimeDelta::minutes(5));
    phone.join().unwrap();
    drop(phone);
    phone = world.phone(&person.email, Language::English);
    back_in(&phone, ScreenName::WaitingRoom);
    phone.open_senses(Senses::drawn(PHONE)).unwrap();
    let laptop = world.laptop(booked.call);
    world.office.set_clock(booked.starts_at).unwrap();
    phone.wait_live().unwrap();
    crate::joining::both_ways(&phone, &laptop);
    drop(phone);
    let mut phone = world.phone(&person.email, Language::English);
    phone.open_senses(Senses::drawn(PHONE)).unwrap();
    back_in(&phone, ScreenName::Call);
    phone.wait_live().unwrap();
    crate::joining::both_ways(&phone, &laptop);
}

/// By itself, or by the one button that is there for it.
fn back_in(phone: &Phone, name: ScreenName) {
    let joins = |action: &Action| matches!(action, Action::JoinCall(_));
    let screen = phone
        .wait_until("the call, or the way back in", |screen| {
            [ScreenName::WaitingRoom, ScreenName::Call].contains(&screen.name)
                || crate::world::can(screen, joins)
        })
        .unwrap();
    if crate::world::can(&screen, joins) {
        phone.tap_on("way back in", joins).unwrap();
    }
    phone.wait_for(name).unwrap();
}

/// The same with a process of its own and `kill -9`, in the middle of sending photos.
#[test]
fn a_phone_process_killed_while_sending_goes_on_sending() {
    let world = World::new();
    let data = world.folder("process");
    let run = |arguments: &[&str]| -> Output {
        phone_command(&world, &data, arguments).output().unwrap()
    };
    let registered = run(&["register", "--email", "process@example.org"]);
    assert!(registered.status.success(), "{registered:?}");
    let code = world.office.code("process@example.org").unwrap();
    let confirmed = run(&["confirm", "--code", &code]);
    assert!(confirmed.status.success(), "{confirmed:?}");

    // The upload hangs in its middle for as long as the test wants.
    let fault = NewFault {
        method: Some("PATCH".into()),
        path: routes::UPLOADS.into(),
        effect: FaultEffect::Delay {
            milliseconds: 600_000,
        },
        times: Some(1),
    };
    world.office.add_fault(&fault).unwrap();
    let who = [
        "--given-names",
        "Ann",
        "--family-name",
        "Example",
        "--born",
        "1988-04-02",
    ];
    let identity = [&["identity"], who.as_slice()].concat();
    let mut sending = phone_command(&world, &data, &identity)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    wait_for_fault(&world);
    sending.kill().unwrap();
    assert_eq!(sending.wait().unwrap().signal(), Some(9));
    world.office.clear_faults().unwrap();

    let shown = run(&["screen", "--json"]);
    let shown: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
    let name = shown["screen"].as_str().unwrap();
    assert!(
        ["IdentitySending", "IdentityStatus"].contains(&name),
        "{shown}"
    );
    let sent = run(&identity);
    assert!(sent.status.success(), "{sent:?}");
    assert_eq!(world.office.cases().unwrap().len(), 1);
}

fn phone_command(world: &World, data: &std::path::Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(crate::world::program("kinline-phone"));
    command
        .args(["--server", &world.served.base])
        .arg("--certificate")
        .arg(world.certificate_file())
        .arg("--data")
        .arg(data)
        .args(arguments);
    command
}

/// Until the one fault has struck.
fn wait_for_fault(world: &World) {
    let end = Instant::now() + LIMIT;
    while world.office.faults().unwrap() > 0 {
        assert!(Instant::now() < end, "nothing was sent");
        std::thread::sleep(Duration::from_millis(20));
    }
}
