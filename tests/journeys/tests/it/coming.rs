//! Who comes along: invited by a link, added as a child, missing; and what a phone reminds of.

use crate::{
    words::{says, wait_says},
    world::{Booked, LANGUAGES, World, can, somebody},
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use kinline_core::{Action, Place, Reminder, Screen, ScreenName};
use kinline_phone::{LIMIT, Phone, steps};
use kinline_protocol::{BookingId, Language, call::Side};
use std::time::{Duration, Instant};

/// A call that was booked with somebody.
struct Coming {
    id: BookingId,
    starts_at: DateTime<Utc>,
}

/// Books a free time that is some days ahead, with everybody who can come along.
fn book_with_everybody(phone: &Phone) -> Coming {
    let free = steps::slots(&phone.see_slots().unwrap());
    phone.hold(free[free.len() / 4].0).unwrap();
    phone.bring_everybody().unwrap();
    let screen = phone.request_booking().unwrap();
    let id = steps::booking(&screen).expect("a booking");
    let hour = format!("{id}-call-hour");
    let reminders = phone.wait_for_reminders(|all| all.iter().any(|it| it.id == hour));
    let reminders = reminders.unwrap();
    let hour = reminders.iter().find(|it| it.id == hour).unwrap();
    Coming {
        id,
        starts_at: hour.at + TimeDelta::hours(1),
    }
}

/// Lets the phone ask what is new until it shows that.
fn comes_to_say(phone: &Phone, language: Language, message: &str) -> Screen {
    phone.send(Action::Refresh);
    wait_says(phone, language, message)
}

/// How many reminders there are of something about a booking.
fn of(reminders: &[Reminder], booking: BookingId, what: &str) -> usize {
    let start = format!("{booking}-{what}");
    let all = reminders.iter();
    all.filter(|it| it.id.starts_with(&start)).count()
}

#[test]
fn an_adult_who_is_invited_comes_along_when_everybody_knows_who_they_are() {
    let world = World::new();
    for language in LANGUAGES {
        let ann = world.with_contact(&somebody(&format!("Ann{}", language.code())), language);
        let link = ann.invite("Aunt Megan").unwrap();
        assert!(link.starts_with(&world.served.base), "{link}");
        wait_says(&ann, language, "people-invitation-open");

        // A call can be booked at once; what is missing is told, by when, and reminded of.
        let booked = book_with_everybody(&ann);
        wait_says(&ann, language, "missing-title-visitor");
        wait_says(&ann, language, "missing-who-invited");
        let reminded = |reminders: &[Reminder]| {
            of(reminders, booked.id, "missing") > 0 && of(reminders, booked.id, "call") > 0
        };
        ann.wait_for_reminders(reminded).unwrap();

        // The other taps the link before she has registered.
        let person = somebody(&format!("Megan{}", language.code()));
        let megan = world.phone(&person.email, language);
        megan.send(Action::OpenLink(link.clone()));
        wait_says(&megan, language, "invitation-kept-title");
        megan.register(&person.email).unwrap();
        let code = world.office.code(&person.email).unwrap();
        megan.enter("code", &code).unwrap();
        megan.submit().unwrap();
        megan.wait_for(ScreenName::Invitation).unwrap();
        megan
            .tap_on("accept", |action| *action == Action::AcceptInvitation)
            .unwrap();
        wait_says(&megan, language, "invitation-prove");
        ann.send(Action::Refresh);
        wait_says(&ann, language, "missing-who-identity-pending");

        // Used once: nobody else can come in its place.
        let stranger = world.registered(&somebody(&format!("Eve{}", language.code())), language);
        stranger.send(Action::OpenLink(link));
        wait_says(&stranger, language, "error-invitation-gone");

        megan.enter_identity(&person).unwrap();
        megan.take_photos(&person).unwrap();
        megan.send_identity().unwrap();
        world.approve_identity(&megan);
        ann.send(Action::Refresh);
        ann.wait_until("that nobody is missing", |screen| {
            screen.name == ScreenName::Booking && !says(screen, language, "missing-title-visitor")
        })
        .unwrap();
        let reminders = ann
            .wait_for_reminders(|reminders| of(reminders, booked.id, "missing") == 0)
            .unwrap();
        assert!(of(&reminders, booked.id, "call") > 0);
        ann.go(Place::People).unwrap();
        comes_to_say(&ann, language, "people-companion-state-ready");
        // She sees the call among hers.
        megan.go(Place::Home).unwrap();
        megan.go(Place::Bookings).unwrap();
        let there = Action::Open(Place::Booking(booked.id));
        megan.send(Action::Refresh);
        megan
            .wait_until("the call", |screen| can(screen, |it| *it == there))
            .unwrap();
    }
}

#[test]
fn a_call_is_given_up_if_somebody_is_still_missing_and_nothing_of_it_stays() {
    let world = World::new();
    let language = Language::English;
    let ann = world.with_contact(&somebody("Ann"), language);
    ann.invite("Aunt Megan").unwrap();
    let booked = book_with_everybody(&ann);
    ann.tap_on("calendar", |action| {
        *action == Action::ShareCalendar(booked.id)
    })
    .unwrap();
    let entry = ann.wait_for_file().unwrap();
    ann.wait_for_reminders(|reminders| of(reminders, booked.id, "call") > 0)
        .unwrap();
    // A day before, everybody must be ready.
    world
        .office
        .set_clock(booked.starts_at - TimeDelta::hours(23))
        .unwrap();
    comes_to_say(&ann, language, "booking-cancellation-visitor-missing");
    ann.wait_for_reminders(|reminders| of(reminders, booked.id, "") == 0)
        .unwrap();
    wait_says(&ann, language, "calendar-remove");
    ann.tap_on("calendar", |action| {
        *action == Action::ShareCalendar(booked.id)
    })
    .unwrap();
    let taken_out = ann.wait_for_file().unwrap();
    let (entry, taken_out) = (text(&entry.bytes), text(&taken_out.bytes));
    let line = |file: &str, name: &str| {
        let found = file.lines().find_map(|line| line.strip_prefix(name));
        found
            .unwrap_or_else(|| panic!("no {name} in {file}"))
            .to_owned()
    };
    assert_eq!(line(&entry, "UID:"), line(&taken_out, "UID:"));
    assert_eq!(line(&entry, "METHOD:"), "PUBLISH");
    assert_eq!(line(&taken_out, "METHOD:"), "CANCEL");
    let number = |file: &str| line(file, "SEQUENCE:").parse::<u32>().unwrap();
    assert!(number(&taken_out) > number(&entry), "{entry}{taken_out}");
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_child_comes_along_with_who_answers_for_it() {
    let world = World::watching();
    for language in LANGUAGES {
        let mut ann = world.with_contact(&somebody(&format!("Ann{}", language.code())), language);
        let born = NaiveDate::from_ymd_opt(2019, 4, 2).unwrap();
        let screen = ann.add_child("Mali", born).unwrap();
        assert!(kinline_phone::tell::whole(&screen).contains("Mali Example"));
        ann.tap_on("what prepares a child", |action| {
            *action == Action::Open(Place::PrepareChild)
        })
        .unwrap();
        ann.wait_for(ScreenName::PrepareChild).unwrap();
        let booked = book_with_everybody(&ann);
        let screen = ann
            .wait_until("the child in the booking", |screen| {
                kinline_phone::tell::whole(screen).contains("Mali Example")
            })
            .unwrap();
        assert!(!says(&screen, language, "missing-title-adult"));
        let reminders = ann
            .wait_for_reminders(|reminders| of(reminders, booked.id, "call") > 0)
            .unwrap();
        assert_eq!(of(&reminders, booked.id, "missing"), 0);
        if language == Language::Welsh {
            let booked = world.booked_at(&screen);
            let laptop = world.live(&mut ann, &booked);
            assert_eq!(children_expected(&world, &booked), 1);
            laptop.leave().unwrap();
        }
    }
}

/// How many children without a portrait may be in the family's picture.
fn children_expected(world: &World, booked: &Booked) -> usize {
    let end = Instant::now() + LIMIT;
    loop {
        let faces = world.office.faces(&world.establishment(), booked.call);
        let mut sides = faces.unwrap().sides.into_iter();
        if let Some(family) = sides.find(|it| it.side == Side::Family) {
            return family.children;
        }
        assert!(Instant::now() < end, "nobody is expected");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_child_of_nobody_is_refused_at_its_field() {
    let world = World::new();
    let ann = world.with_contact(&somebody("Ann"), Language::English);
    ann.send(Action::Open(Place::AddChild));
    ann.wait_for(ScreenName::AddChild).unwrap();
    ann.enter("given_names", "Mali").unwrap();
    ann.enter("date_of_birth", "2001-04-02").unwrap();
    ann.submit().unwrap();
    let problem = ann.wait_for_problem().unwrap();
    assert!(!problem.is_empty());
    wait_says(&ann, Language::English, "add-child-relationship-missing");
    wait_says(&ann, Language::English, "add-child-responsible-missing");
}

#[test]
fn a_phone_that_was_off_is_reminded_once_if_the_call_still_takes_place() {
    let world = World::new();
    let language = Language::English;
    let person = somebody("Ann");
    let (ann, booked) = world.booked(&person, language);
    ann.wait_for_reminders(|reminders| of(reminders, booked.id, "call") > 0)
        .unwrap();
    drop(ann);
    // Off when a day and an hour were left.
    world
        .office
        .set_clock(booked.starts_at - TimeDelta::minutes(30))
        .unwrap();
    let late = format!("{}-call-late", booked.id);
    let is_late = |reminders: &[Reminder]| reminders.iter().any(|it| it.id == late);
    let ann = world.phone(&person.email, language);
    ann.send(Action::RemindersShown(Vec::new()));
    let reminders = ann.wait_for_reminders(is_late).unwrap();
    assert_eq!(
        of(&reminders, booked.id, "call"),
        2,
        "ten minutes are to come"
    );
    drop(ann);
    let ann = world.phone(&person.email, language);
    ann.send(Action::RemindersShown(Vec::new()));
    ann.go(Place::Bookings).unwrap();
    comes_to_say(&ann, language, "booking-status-booked");
    assert!(!is_late(&ann.reminders()), "only once");
}

#[test]
fn a_phone_that_was_off_is_not_reminded_of_a_call_that_was_called_off() {
    let world = World::new();
    let language = Language::English;
    let person = somebody("Ann");
    let (ann, booked) = world.booked(&person, language);
    ann.wait_for_reminders(|reminders| of(reminders, booked.id, "call") > 0)
        .unwrap();
    drop(ann);
    let reason = serde_json::json!({ "reason": "prisoner_moved" });
    let path = format!("/v1/staff/bookings/{}/cancellation", booked.id);
    let staff = world.office.staff(&world.establishment()).unwrap();
    world
        .office
        .wire()
        .act(staff, &path, Some(&reason))
        .unwrap();
    world
        .office
        .set_clock(booked.starts_at - TimeDelta::minutes(30))
        .unwrap();
    let ann = world.phone(&person.email, language);
    ann.send(Action::RemindersShown(Vec::new()));
    ann.go(Place::Bookings).unwrap();
    comes_to_say(&ann, language, "booking-status-cancelled");
    ann.wait_for_reminders(|reminders| of(reminders, booked.id, "") == 0)
        .unwrap();
}
