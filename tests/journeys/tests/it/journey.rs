//! The whole journey, as a person lives it.

use crate::{
    joining::both_ways,
    words::{says, wait_says},
    world::{LAPTOP, PHONE, World, somebody},
};
use kinline_core::{Action, Place, ScreenName, View};
use kinline_phone::{
    flow::{Direction, LIMIT, prove_still},
    laptop::Watcher,
    recording, tell,
};
use kinline_protocol::{
    Language,
    call::{CallPhase, EndReason, ServerMessage, Side, StaffPause},
};
use std::time::Duration;

/// From an empty phone to a recorded, watched call, with every screen on the way.
#[test]
fn a_familys_first_call() {
    let world = World::new();
    let at = world.establishment();
    world
        .office
        .change_settings(&at, |settings| settings.call_seconds = 15)
        .unwrap();
    let person = somebody("Rhian");
    let (mut phone, booked) = world.booked(&person, Language::English);
    calendar_and_reminders(&phone);
    let laptop = world.live(&mut phone, &booked);
    both_ways(&phone, &laptop);
    let first = phone.call_media().unwrap().stats().first_frame_in_ms;
    assert!(first.is_some_and(|ms| ms > 0.0));

    let watcher = Watcher::join(
        world.office.wire(),
        world.office.staff(&at).unwrap(),
        booked.call,
    );
    let watcher = watcher.unwrap();
    for sender in [PHONE, LAPTOP] {
        watcher
            .perceived()
            .wait_until("both sides", LIMIT, |seen| seen.of(sender) > 3)
            .unwrap();
    }
    paused_and_resumed(&world, &phone, &laptop, &booked);

    let events = laptop.events();
    events
        .wait_for_message("a warning", LIMIT, |message| {
            matches!(message, ServerMessage::Warning { .. }).then_some(())
        })
        .unwrap();
    let ended = events.wait_for("the end", LIMIT, |state| {
        state.phase
            == CallPhase::Ended {
                reason: EndReason::TimeUp,
            }
    });
    let ended = ended.unwrap();
    assert_eq!(ended.left_ms, 0);
    assert!(ended.returned_ms > 0, "the pause was not given back");
    let screen = phone.wait_for(ScreenName::CallEnded).unwrap();
    assert!(
        says(&screen, Language::English, "ended-reason-time-up"),
        "{}",
        tell::whole(&screen)
    );
    drop((laptop, watcher));

    phone.go(Place::Bookings).unwrap();
    phone.open_booking(Some(booked.id)).unwrap();
    wait_says(&phone, Language::English, "ended-reason-time-up");
    recorded(&world, &booked);
    let expected = [
        ScreenName::Welcome,
        ScreenName::Register,
        ScreenName::EnterCode,
        ScreenName::Home,
        ScreenName::IdentityDetails,
        ScreenName::IdentityDocument,
        ScreenName::IdentityPhotos,
        ScreenName::Camera,
        ScreenName::IdentityStatus,
        ScreenName::Policy,
        ScreenName::People,
        ScreenName::AddContact,
        ScreenName::Slots,
        ScreenName::ConfirmBooking,
        ScreenName::Booking,
        ScreenName::DeviceCheck,
        ScreenName::WaitingRoom,
        ScreenName::Call,
        ScreenName::CallEnded,
        ScreenName::Bookings,
    ];
    let path = phone.path();
    let missing: Vec<_> = expected
        .iter()
        .filter(|name| !path.contains(name))
        .collect();
    assert!(missing.is_empty(), "never shown: {missing:?}");
}

/// Up to the confirmed booking in Welsh: every word of every screen.
#[test]
fn a_booking_in_welsh() {
    let world = World::new();
    let (phone, _) = world.booked(&somebody("Siân"), Language::Welsh);
    calendar_and_reminders(&phone);
    let screen = phone.screen();
    assert_eq!(screen.language, Language::Welsh);
    assert!(
        says(&screen, Language::Welsh, "booking-status-booked"),
        "{}",
        tell::whole(&screen)
    );
    let reminders = phone.reminders();
    let english = ["Your video call", "week", "hour"];
    for reminder in reminders {
        assert!(
            !english.iter().any(|word| reminder.title.contains(word)),
            "{}",
            reminder.title
        );
    }
}

fn calendar_and_reminders(phone: &kinline_phone::Phone) {
    phone
        .tap_on("calendar", |action| {
            matches!(action, Action::ShareCalendar(_))
        })
        .unwrap();
    let file = phone.wait_for_file().unwrap();
    let text = String::from_utf8(file.bytes).unwrap();
    assert_eq!(file.media_type, "text/calendar");
    assert!(
        text.starts_with("BEGIN:VCALENDAR\r\n") && text.contains("BEGIN:VEVENT"),
        "{text}"
    );
    let reminders = phone
        .wait_for_reminders(|reminders| !reminders.is_empty())
        .unwrap();
    let mut ids: Vec<_> = reminders.iter().map(|reminder| &reminder.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), reminders.len(), "ids of reminders are their own");
}

fn paused_and_resumed(
    world: &World,
    phone: &kinline_phone::Phone,
    laptop: &kinline_phone::laptop::Laptop,
    booked: &crate::world::Booked,
) {
    let at = world.establishment();
    let (here, there) = (phone.perceived().unwrap(), laptop.perceived());
    let directions = [
        Direction {
            from: here,
            sender: PHONE,
            to: there,
        },
        Direction {
            from: there,
            sender: LAPTOP,
            to: here,
        },
    ];
    let left = || {
        world
            .office
            .call_state(&at, booked.call)
            .unwrap()
            .unwrap()
            .left_ms
    };
    let before = std::cell::Cell::new(0);
    prove_still(
        &directions,
        Duration::from_secs(1),
        || {
            world
                .office
                .pause(&at, booked.call, StaffPause::Technical)?;
            let screen = phone.wait_covered()?;
            let message = "call-pause-staff-technical";
            assert!(says_on_cover(&screen, message), "{}", tell::whole(&screen));
            before.set(left());
            Ok(())
        },
        || {
            assert_eq!(left(), before.get(), "time ran while the call was paused");
            world.office.resume(&at, booked.call)
        },
    )
    .unwrap();
    phone.wait_live().unwrap();
}

fn says_on_cover(screen: &kinline_core::Screen, message: &str) -> bool {
    matches!(&screen.view, View::Call(call) if call.cover.is_some())
        && says(screen, Language::English, message)
}

fn recorded(world: &World, booked: &crate::world::Booked) {
    let at = world.establishment();
    let recordings = world.office.recordings(&at, booked.call).unwrap();
    for (side, sender) in [(Side::Family, PHONE), (Side::Prison, LAPTOP)] {
        let recording = recordings
            .iter()
            .find(|recording| recording.side == side)
            .unwrap();
        let bytes = world.office.recording(&at, recording.id).unwrap();
        let content = recording::inspect(&bytes).unwrap();
        assert!(
            content.fragments > 3 && content.audio_samples > 100,
            "{content:?}"
        );
        let own = content.of_sender.get(&sender).copied().unwrap_or(0);
        assert!(own > 20 && content.of_sender.len() == 1, "{content:?}");
    }
}
