//! Photos that are none, that are too large, and uploads that are cut.

use crate::{
    words::wait_says,
    world::{LANGUAGES, World, somebody},
};
use kinline_core::{Action, ScreenName};
use kinline_protocol::{
    Language,
    console::{FaultEffect, NewFault},
    identity::PhotoKind,
    routes,
};

const FRONT: PhotoKind = PhotoKind::DocumentFront;

/// Sends an identity whose document photo is bad: it must be told, and a good one must do.
fn bad_photo_is_told(bad: &[u8], message: &str) {
    let world = World::new();
    for language in LANGUAGES {
        let person = somebody(language.code());
        let phone = world.registered(&person, language);
        phone.enter_identity(&person).unwrap();
        let portrait = person.photo(PhotoKind::Portrait).unwrap();
        phone.take_photo(PhotoKind::Portrait, portrait).unwrap();
        let shown = phone.give_photo(FRONT, bad.to_vec()).unwrap();
        assert_eq!(shown.name, ScreenName::Camera);
        wait_says(&phone, language, message);
        // Nothing else must be entered again: only this photo.
        phone.send(Action::PhotoCancelled);
        let good = person.photo(FRONT).unwrap();
        phone.take_photo(FRONT, good).unwrap();
        phone.send_identity().unwrap();
        world.approve_identity(&phone);
    }
}

#[test]
fn a_photo_that_is_no_photo_is_told() {
    bad_photo_is_told(
        b"%PDF-1.7 not a photograph at all",
        "error-photo-unreadable",
    );
}

#[test]
fn a_photo_of_50_megabytes_is_made_smaller_and_sent() {
    let world = World::new();
    let person = somebody("huge");
    let phone = world.registered(&person, Language::English);
    phone.enter_identity(&person).unwrap();
    phone.take_photos(&person).unwrap();
    let mut huge = person.photo(FRONT).unwrap();
    huge.resize(50_000_000, 0);
    phone.take_photo(FRONT, huge).unwrap();
    phone.send_identity().unwrap();
    let sent = phone.progress().iter().map(|(_, total)| *total).max();
    assert!(sent.unwrap() < 5_000_000, "{sent:?}");
    world.approve_identity(&phone);
}

#[test]
fn a_cut_upload_goes_on_where_it_was() {
    let world = World::new();
    let person = somebody("cut");
    let phone = world.registered(&person, Language::English);
    phone.enter_identity(&person).unwrap();
    phone.take_photos(&person).unwrap();
    let half = person.photo(PhotoKind::DocumentFront).unwrap().len() as u64 / 2;
    world.office.add_fault(&cut_after(half)).unwrap();
    phone.send_identity().unwrap();
    assert_eq!(world.office.faults().unwrap(), 0, "the upload was cut");
    // What the server had is not sent again.
    let done: Vec<u64> = phone.progress().iter().map(|(done, _)| *done).collect();
    let after = done.iter().skip_while(|done| **done < half);
    assert!(
        after.clone().count() > 1 && after.min() >= Some(&half),
        "started again: {done:?}"
    );
    // What arrived is a photo that can be looked at: the reviewer's part checks it.
    world.approve_identity(&phone);
}

fn cut_after(bytes: u64) -> NewFault {
    NewFault {
        method: Some("PATCH".into()),
        path: routes::UPLOADS.into(),
        effect: FaultEffect::CutRequest { bytes },
        times: Some(1),
    }
}
