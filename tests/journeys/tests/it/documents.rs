//! Real faces and specimens of documents: what the phone notices before anything is sent, and what the machine tells the
//! reviewer. Neither decides anything.

use crate::{
    words::says,
    world::{LANGUAGES, World, somebody},
};
use image::{ImageFormat, Rgb, RgbImage, imageops};
use kinline_core::{Action, ScreenName};
use kinline_phone::{
    Phone, PhoneOptions,
    flow::LIMIT,
    people::{self, Face},
    steps::Person,
};
use kinline_protocol::{
    Language,
    findings::{Difference, Expiry, FaceFinding, Findings, Likeness, TypedField, ZoneFinding},
    identity::PhotoKind,
};
use kinline_specimens::{Document, Holder};
use kinline_vision::{FaceModels, Picture};
use std::{
    io::Cursor,
    time::{Duration, Instant},
};

const FRONT: PhotoKind = PhotoKind::DocumentFront;
const PORTRAIT: PhotoKind = PhotoKind::Portrait;

#[test]
fn the_reviewer_sees_what_the_machine_read_and_both_faces() {
    let world = World::watching();
    // Typed as on the document, with one's own face.
    let person = Person {
        given_names: "Rhian Mair".into(),
        ..somebody("honest")
    };
    let found = submitted(
        &world,
        &person,
        &passport(&person, "2034-01-31"),
        Face::Visitor,
    );
    let ZoneFinding::Read(zone) = &found.zone else {
        panic!("the zone was not read: {found:?}");
    };
    assert!(zone.valid);
    assert_eq!(zone.differences, []);
    assert_eq!(zone.expiry, Expiry::InDate);
    let likeness = Likeness::LikelySame;
    assert_eq!(found.faces, FaceFinding::Compared { likeness });

    // Somebody else's passport, which has ended, and a typing mistake.
    let person = somebody("Other");
    let mistaken = Person {
        date_of_birth: person.date_of_birth.succ_opt().unwrap(),
        ..person.clone()
    };
    let passport = passport(&mistaken, "2026-11-01");
    let found = submitted(&world, &person, &passport, Face::Stranger);
    let ZoneFinding::Read(zone) = &found.zone else {
        panic!("the zone was not read: {found:?}");
    };
    assert_eq!(zone.expiry, Expiry::Expired);
    let born = Difference {
        field: TypedField::DateOfBirth,
        typed: person.date_of_birth.to_string(),
        document: mistaken.date_of_birth.to_string(),
    };
    assert_eq!(zone.differences, [born]);
    let likeness = Likeness::LikelyNot;
    assert_eq!(found.faces, FaceFinding::Compared { likeness });
    let case = world.office.newest_case().unwrap();
    for (photo, face) in [(FRONT, Face::Visitor), (PORTRAIT, Face::Stranger)] {
        let shown = world.office.found_face(case, photo).unwrap();
        assert_eq!(who_is_shown(&shown), face, "{photo:?}");
    }
    // It is advice: people approve, or not.
    let cases = world.office.cases().unwrap();
    assert_eq!(cases.len(), 2);
}

#[test]
fn the_phone_says_how_to_do_better_and_leaves_it_to_the_person() {
    let world = World::watching();
    let models = people::models();
    let two = people::scene(&models, &[Face::Visitor, Face::Stranger]).unwrap();
    let nobody = RgbImage::from_fn(900, 1200, |x, y| {
        Rgb([(120 + (x / 40 + y / 40) % 2 * 60) as u8; 3])
    });
    for language in LANGUAGES {
        let person = somebody(language.code());
        let phone = seeing(&world, &person, language);
        phone.enter_identity(&person).unwrap();
        for (picture, message) in [
            (&two, "photo-noticed-two-faces"),
            (&nobody, "photo-noticed-no-face"),
        ] {
            let screen = phone.give_photo(PORTRAIT, jpeg(picture)).unwrap();
            assert_eq!(screen.name, ScreenName::PhotoCheck);
            assert!(says(&screen, language, message), "{message}: {screen:?}");
            phone.send(Action::KeepPhoto(PORTRAIT));
            phone.wait_for(ScreenName::IdentityPhotos).unwrap();
        }
        let document = person.photo(FRONT).unwrap();
        phone.take_photo(FRONT, document).unwrap();
        phone.send_identity().unwrap();
        world.approve_identity(&phone);
    }
}

/// A phone with the models, of somebody who is registered.
fn seeing(world: &World, person: &Person, language: Language) -> Phone {
    drop(world.registered(person, language));
    Phone::start(PhoneOptions {
        models: Some(people::models()),
        ..world.phone_options(&person.email, language)
    })
    .unwrap()
}

/// Sends a passport's photo and a portrait; what the machine says of them.
fn submitted(world: &World, person: &Person, passport: &[u8], face: Face) -> Findings {
    let phone = world.registered(person, Language::English);
    phone.enter_identity(person).unwrap();
    phone.take_photo(FRONT, passport.to_vec()).unwrap();
    let portrait = face.portrait(&people::models()).unwrap();
    phone.take_photo(PORTRAIT, portrait).unwrap();
    phone.send_identity().unwrap();
    let end = Instant::now() + LIMIT;
    loop {
        let newest = world.office.cases().unwrap().pop().unwrap();
        if let Some(findings) = newest.findings {
            return findings;
        }
        assert!(Instant::now() < end, "nobody looked at it");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Which of the two a picture shows.
fn who_is_shown(picture: &[u8]) -> Face {
    let nets = std::fs::read(people::models().join("faces.bin")).unwrap();
    let nets = FaceModels::load(&nets).unwrap();
    let template = |jpeg: &[u8]| {
        let picture = Picture::decode(jpeg).unwrap();
        nets.aligned_template(&picture, &nets.faces(&picture)[0])
    };
    let shown = template(picture);
    let far = |face: Face| shown.distance(&template(&face.portrait(&people::models()).unwrap()));
    match far(Face::Visitor) < far(Face::Stranger) {
        true => Face::Visitor,
        false => Face::Stranger,
    }
}

/// The page of a passport on a dark table, with the visitor's face.
fn passport(holder: &Person, expires: &str) -> Vec<u8> {
    let holder = Holder {
        family_name: holder.family_name.clone(),
        given_names: holder.given_names.clone(),
        state: "UTO".into(),
        number: "L898902C3".into(),
        date_of_birth: holder.date_of_birth,
        sex: 'X',
        expires: expires.parse().unwrap(),
        optional: String::new(),
    };
    let face = Face::Visitor.portrait(&people::models()).unwrap();
    let face = image::load_from_memory(&face).unwrap().into_rgb8();
    let page = Document::Passport.draw(&holder, Some(&face), 14.0).unwrap();
    let (width, height) = page.image.dimensions();
    let mut table = RgbImage::from_pixel(width + 240, height + 240, Rgb([62, 54, 48]));
    imageops::replace(&mut table, &page.image, 120, 120);
    jpeg(&table)
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}
