//! Who is in the picture: an approved face goes on, a stranger pauses the call until gone or allowed.

use crate::{
    joining::both_ways,
    words::wait_says,
    world::{Booked, LAPTOP, PHONE, World, somebody},
};
use kinline_phone::{
    Phone,
    camera::{Camera, Stage},
    flow::{Direction, LIMIT},
    laptop::Laptop,
    people::{self, Face, scene},
    senses::Senses,
};
use kinline_protocol::{
    Language,
    call::{CallPhase, CallState, PauseReason, Side},
    faces::{Seen, Sighting, SightingAnswer},
};
use std::time::{Duration, Instant};

/// Looks are far apart where a machine has little time.
const PATIENCE: Duration = LIMIT.saturating_mul(6);
const STRANGER: PauseReason = PauseReason::Face { side: Side::Family };

#[test]
fn a_stranger_pauses_the_call_until_allowed_or_gone() {
    let world = World::watching();
    let models = people::models();
    let person = somebody("Rhian");
    let mut phone = world.registered(&person, Language::English);
    world.show_face(&phone, &person);
    let booked = world.book(&phone);
    let stage = Stage::default();
    let before = |faces: &[Face]| stage.show(Some(scene(&models, faces).unwrap()));
    before(&[Face::Visitor]);
    let laptop = live(&world, &mut phone, &booked, &stage);

    // Approved: looked at again and again, and nothing happens.
    looked_at(&world, 3);
    assert_eq!(phase(&laptop), CallPhase::Live);
    assert_eq!(sightings(&world, &booked), []);

    // Somebody else sits down: both sides read why, staff see who, and allow it.
    before(&[Face::Visitor, Face::Stranger]);
    wait_paused(&laptop);
    wait_says(&phone, Language::English, "call-pause-face-family");
    let seen = sightings(&world, &booked).remove(0);
    assert_eq!((seen.seen, seen.side), (Seen::Unknown, Side::Family));
    assert_eq!(seen.name.as_str(), "Rhian Example");
    let at = world.establishment();
    let picture = world
        .office
        .face_picture(&at, booked.call, seen.id)
        .unwrap();
    assert_eq!(picture[..2], [0xff, 0xd8], "a JPEG");
    allow_everybody(&world, &laptop, &booked);
    phone.wait_live().unwrap();
    looked_at(&world, 3);
    wait_on(&laptop);
    let allowed = sightings(&world, &booked);

    // Another one comes, who is approved at the other end alone, and goes: so does the call, by itself.
    before(&[Face::Visitor, Face::Prisoner]);
    wait_paused(&laptop);
    before(&[Face::Visitor]);
    wait_on(&laptop);
    phone.wait_live().unwrap();
    let seen = sightings(&world, &booked);
    let went = |one: &Sighting| one.gone_at.is_some() && one.answer.is_none() && one.paused_ms > 0;
    let new = &seen[..seen.len() - allowed.len()];
    assert!(new.iter().any(went), "{seen:?}");
    assert!(laptop.events().state().unwrap().returned_ms > 0);

    // The drawn picture has no face: nobody to pause for.
    stage.show(None);
    both_ways(&phone, &laptop);
    laptop.leave().unwrap();
}

fn live(world: &World, phone: &mut Phone, booked: &Booked, stage: &Stage) -> Laptop {
    let senses = Senses {
        camera: Some(Camera::stage(stage, PHONE)),
        ..Senses::drawn(PHONE)
    };
    let laptop = world.live_with(phone, booked, senses);
    let there = laptop.perceived();
    let hears = Direction {
        from: there,
        sender: LAPTOP,
        to: phone.perceived().unwrap(),
    };
    hears.wait_flowing(5).unwrap();
    laptop
}

fn phase(laptop: &Laptop) -> CallPhase {
    laptop.events().state().unwrap().phase
}

fn wait_paused(laptop: &Laptop) {
    let paused = CallPhase::Paused {
        reasons: [STRANGER].into(),
    };
    let is = |state: &CallState| state.phase == paused;
    laptop
        .events()
        .wait_until("a pause for a stranger", PATIENCE, is)
        .unwrap();
}

/// Staff allow whoever is taken for a stranger, until nobody is.
fn allow_everybody(world: &World, laptop: &Laptop, booked: &Booked) {
    let at = world.establishment();
    let end = Instant::now() + PATIENCE;
    while phase(laptop) != CallPhase::Live {
        assert!(Instant::now() < end, "the call does not go on");
        let open = |one: &Sighting| {
            one.seen == Seen::Unknown && one.gone_at.is_none() && one.answer.is_none()
        };
        for one in sightings(world, booked).into_iter().filter(open) {
            world.office.allow_face(&at, booked.call, one.id).unwrap();
            let told = sightings(world, booked);
            let said = told.into_iter().find(|it| it.id == one.id).unwrap();
            assert_eq!(said.answer, Some(SightingAnswer::Allowed));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn wait_on(laptop: &Laptop) {
    let is = |state: &CallState| state.phase == CallPhase::Live;
    let events = laptop.events();
    events
        .wait_until("the call to go on", PATIENCE, is)
        .unwrap();
}

fn sightings(world: &World, booked: &Booked) -> Vec<Sighting> {
    let faces = world.office.faces(&world.establishment(), booked.call);
    let faces = faces.unwrap();
    assert!(faces.watched);
    faces.sightings
}

/// Waits until so many more pictures were looked at.
fn looked_at(world: &World, more: u64) {
    let wanted = world.office.pictures_looked_at().unwrap() + more;
    let end = Instant::now() + PATIENCE;
    while world.office.pictures_looked_at().unwrap() < wanted {
        assert!(Instant::now() < end, "nobody looks");
        std::thread::sleep(Duration::from_millis(50));
    }
}
