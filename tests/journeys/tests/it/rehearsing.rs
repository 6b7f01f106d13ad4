//! Trying out the camera before the first call: the phone looks for itself, and sends nothing.

use crate::{
    words::says,
    world::{LANGUAGES, World, somebody},
};
use image::{
    Rgb, RgbImage,
    imageops::{FilterType, replace, resize},
};
use kinline_core::{Action, Part, Place, Screen, ScreenName, Tone};
use kinline_phone::{
    Phone, PhoneOptions,
    people::{self, Face, scene},
    steps::Person,
};
use kinline_protocol::{
    Language,
    console::{FaultEffect, NewFault},
};

/// What a request can carry something with.
const CARRYING: [&str; 4] = ["POST", "PUT", "PATCH", "DELETE"];
/// In the order of the screen's rows.
const PEOPLE: usize = 3;
const RECOGNISED: usize = 4;

#[test]
fn a_camera_is_tried_out_before_the_first_call_and_nothing_is_sent() {
    let world = World::new();
    let models = people::models();
    let seen = |faces: &[Face]| scene(&models, faces).unwrap();
    let (nobody, alone) = (seen(&[]), seen(&[Face::Visitor]));
    let two = seen(&[Face::Visitor, Face::Stranger]);
    for language in LANGUAGES {
        let phone = with_portrait(&world, &somebody(language.code()), language);
        world.book(&phone);
        phone.go(Place::Home).unwrap();
        // They do nothing but count: whatever carries something to the server uses one up.
        for method in CARRYING {
            let any = NewFault {
                method: Some(method.into()),
                path: "/".into(),
                effect: FaultEffect::Delay { milliseconds: 1 },
                times: Some(1),
            };
            world.office.add_fault(&any).unwrap();
        }
        phone.go(Place::Rehearsal).unwrap();
        phone.wait_for(ScreenName::Rehearsal).unwrap();

        let advice = |picture: &RgbImage, message: &str| {
            let is = |screen: &Screen| says(screen, language, message);
            let screen = phone.show_camera(picture, message, is).unwrap();
            assert_eq!(screen.language, language);
            screen
        };
        let screen = advice(&nobody, "rehearsal-nobody");
        assert_eq!(row(&screen, PEOPLE).0, Tone::Attention);
        advice(&dark(&alone), "rehearsal-light-advice-dark");
        advice(&far(&alone), "rehearsal-distance-advice-far");
        let screen = advice(&alone, "rehearsal-good");
        assert!(row(&screen, PEOPLE).1.starts_with("1 "), "{screen:?}");
        let known = |screen: &Screen| row(screen, RECOGNISED).0 == Tone::Good;
        phone.show_camera(&alone, "one's own face", known).unwrap();
        let both = |screen: &Screen| row(screen, PEOPLE).1.starts_with("2 ");
        phone.show_camera(&two, "two people", both).unwrap();

        let left = world.office.faults().unwrap();
        assert_eq!(left, CARRYING.len(), "something was sent to the server");
        phone
            .tap_on("done", |action| *action == Action::Back)
            .unwrap();
        phone.wait_for(ScreenName::Home).unwrap();
        world.office.clear_faults().unwrap();
    }
}

/// A phone that can look for faces, of somebody whose portrait was taken on it, and who can book.
fn with_portrait(world: &World, person: &Person, language: Language) -> Phone {
    drop(world.registered(person, language));
    let phone = Phone::start(PhoneOptions {
        models: Some(people::models()),
        ..world.phone_options(&person.email, language)
    })
    .unwrap();
    world.show_face(&phone, person);
    phone
}

/// Tone and words of a row of what the camera sees.
fn row(screen: &Screen, index: usize) -> (Tone, String) {
    let rows = screen.parts.iter().find_map(|part| match part {
        Part::Rows { rows, .. } => rows.get(index),
        _ => None,
    });
    let status = rows.and_then(|row| row.status.as_ref()).unwrap();
    (status.tone, status.text.clone())
}

/// The same by the light of a television.
fn dark(picture: &RgbImage) -> RgbImage {
    let mut picture = picture.clone();
    picture.pixels_mut().for_each(|pixel| {
        pixel.0 = pixel.0.map(|value| value / 7);
    });
    picture
}

/// The same from the other side of the room.
fn far(picture: &RgbImage) -> RgbImage {
    let (width, height) = picture.dimensions();
    let small = resize(picture, width / 2, height / 2, FilterType::Triangle);
    let mut far = RgbImage::from_pixel(width, height, Rgb([150, 150, 140]));
    let (left, top) = (i64::from(width / 4), i64::from(height / 4));
    replace(&mut far, &small, left, top);
    far
}
