//! Photos between the camera and the server.

use super::{
    Event, look,
    tests::{rejected_for, with_photos},
};
use crate::{
    Action, Part, Picture, ScreenName,
    models::Models,
    testing::{Journey, photo},
    update::Input,
};
use kinline_protocol::{
    ErrorCode, Language,
    findings::PhotoProblem,
    identity::{IdentityRejection, PhotoKind},
    limits::{PHOTO_SENT_SIDE, PHOTO_TAKEN_BYTES},
};
use std::collections::BTreeSet;

const FRONT: PhotoKind = PhotoKind::DocumentFront;

fn looks_at(kind: PhotoKind, bytes: &[u8]) -> Result<(u32, u32), ErrorCode> {
    let looked = look(kind, bytes, &Models::default())?;
    let sent = image::load_from_memory(&looked.bytes).unwrap();
    Ok((sent.width(), sent.height()))
}

/// The camera for another photo of the document's front.
fn at_the_camera() -> Journey {
    let mut journey = with_photos();
    journey.tap("Photograph the document again");
    journey.expect(ScreenName::Camera);
    journey
}

fn taken(journey: &mut Journey) {
    let bytes = photo(400, 300);
    journey.act(Action::PhotoTaken { kind: FRONT, bytes });
    journey.expect(ScreenName::PhotoCheck);
}

#[test]
fn a_large_photo_is_made_smaller_and_loses_where_it_was_taken() {
    assert_eq!(
        looks_at(FRONT, &photo(4000, 3000)),
        Ok((PHOTO_SENT_SIDE, 1920))
    );
    assert_eq!(looks_at(FRONT, &photo(300, 400)), Ok((300, 400)));

    let place = b"52.1N 3.0W";
    let exif = [b"\xFF\xE1\x00\x12Exif\0\0".as_slice(), place].concat();
    let jpeg = look(FRONT, &photo(400, 300), &Models::default()).unwrap();
    let jpeg = [&jpeg.bytes[..2], &exif, &jpeg.bytes[2..]].concat();
    let sent = look(FRONT, &jpeg, &Models::default()).unwrap().bytes;
    let has_place = |bytes: &[u8]| bytes.windows(place.len()).any(|it| it == place);
    assert!(has_place(&jpeg) && !has_place(&sent));
}

#[test]
fn whatever_is_found_has_its_words() {
    let found = kinline_vision::document::PhotoProblem::ALL;
    let words = found.map(|it| PhotoProblem::of(it.code()).unwrap());
    assert_eq!(BTreeSet::from(words), PhotoProblem::ALL.into());
}

#[test]
fn what_cannot_be_a_photo_says_what_to_do() {
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".as_slice();
    let whole = photo(400, 300);
    let seed = |name: &str| {
        let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/seeds/picture");
        std::fs::read(std::path::Path::new(seeds).join(name)).unwrap()
    };
    for (bytes, code) in [
        (b"".as_slice(), ErrorCode::PhotoUnreadable),
        // 12,000 by 12,000; 65,000 by 65,000 in a thousand bytes; one by one.
        (&seed("huge.png"), ErrorCode::PhotoTooLarge),
        (&seed("bomb.jpg"), ErrorCode::PhotoTooLarge),
        (&seed("bomb-progressive.jpg"), ErrorCode::PhotoUnreadable),
        (&seed("one.png"), ErrorCode::PhotoTooSmall),
        (b"PK\x03\x04 a text document", ErrorCode::PhotoUnreadable),
        (&whole[..whole.len() / 2], ErrorCode::PhotoUnreadable),
        (heic, ErrorCode::PhotoHeic),
        (&photo(299, 400), ErrorCode::PhotoTooSmall),
        // A strip that is too thin once it is small enough.
        (&photo(6000, 400), ErrorCode::PhotoTooSmall),
        (&photo(8000, 6300), ErrorCode::PhotoTooLarge),
    ] {
        assert_eq!(looks_at(FRONT, bytes), Err(code), "{} bytes", bytes.len());
    }
    assert_eq!(looks_at(FRONT, &seed("cmyk-large.jpg")), Ok((400, 320)));
}

#[test]
fn a_photo_that_cannot_be_used_is_told_at_the_camera() {
    for (code, words, welsh) in [
        (ErrorCode::PhotoHeic, "HEIC", "Llun HEIC"),
        (
            ErrorCode::PhotoUnreadable,
            "not a photo that we can read",
            "dewiswch ffeil JPEG neu PNG",
        ),
        (ErrorCode::PhotoTooSmall, "too small", "yn rhy fach"),
        (ErrorCode::PhotoTooLarge, "too large", "yn rhy fawr"),
    ] {
        let mut journey = at_the_camera();
        taken(&mut journey);
        let (id, kind) = journey.looks.pop().unwrap();
        journey.input(Input::Identity(Event::Looked(id, kind, Err(code))));
        journey.expect(ScreenName::Camera);
        journey.act(Action::SetLanguage(Language::Welsh));
        journey.sees(welsh);
        journey.act(Action::SetLanguage(Language::English));
        journey.sees(words);
        assert_eq!(journey.photos.len(), 3, "the one before is still there");
        journey.tap("Back without a photo");
        journey.expect(ScreenName::IdentityPhotos);
        journey.sees(words);
    }
    let mut journey = at_the_camera();
    let bytes = vec![0; usize::try_from(PHOTO_TAKEN_BYTES).unwrap() + 1];
    journey.act(Action::PhotoTaken { kind: FRONT, bytes });
    journey.expect(ScreenName::Camera);
    journey.sees("too large");
}

#[test]
fn what_is_noticed_is_told_with_how_to_do_better_and_decides_nothing() {
    for problem in PhotoProblem::ALL {
        let mut journey = at_the_camera();
        taken(&mut journey);
        journey.sees("We are looking");
        journey.act(Action::KeepPhoto(FRONT));
        journey.sees("We are looking");
        let before = journey.photos.len();
        journey.looked(&[problem]);
        let screen = journey.expect(ScreenName::PhotoCheck);
        journey.sees("This photo could be better");
        journey.sees("a machine never decides");
        journey.sees("The photo that you took");
        assert!(screen.parts.iter().any(|part| matches!(
            part,
            Part::Picture {
                picture: Picture::GoodDocument,
                ..
            }
        )));
        journey.tap("Use this photo");
        journey.expect(ScreenName::IdentityPhotos);
        assert_eq!(journey.photos.len(), before - 1, "it took the place");
        journey.tap("Send");
        journey.expect(ScreenName::IdentitySending);
    }
}

#[test]
fn it_can_be_taken_again_instead() {
    let mut journey = at_the_camera();
    taken(&mut journey);
    journey.looked(&[PhotoProblem::Blurred, PhotoProblem::Glare]);
    journey.sees("not sharp");
    journey.sees("reflection");
    journey.tap("Photograph the document again");
    journey.expect(ScreenName::Camera);
    // Nothing was taken after all: what was noticed is still asked.
    journey.tap("Back without a photo");
    journey.expect(ScreenName::PhotoCheck);
    journey.tap("Photograph the document again");
    taken(&mut journey);
    assert_eq!(journey.photos.len(), 4, "the one before, and the new one");
    journey.looked(&[]);
    journey.expect(ScreenName::IdentityPhotos);
    assert_eq!(journey.photos.len(), 3);
}

#[test]
fn a_photo_that_nobody_decided_about_is_not_sent() {
    let mut journey = at_the_camera();
    taken(&mut journey);
    journey.looked(&[PhotoProblem::Dark]);
    journey.act(Action::Back);
    journey.expect(ScreenName::IdentityPhotos);
    journey.sees("Have a look first");
    journey.tap("Send");
    journey.expect(ScreenName::PhotoCheck);
    assert!(journey.uploads.is_empty());
    journey.act(Action::Back);
    journey.tap("See what we noticed");
    journey.expect(ScreenName::PhotoCheck);
    journey.sees("It is dark");
}

#[test]
fn killed_while_looking_or_asking_it_goes_on_there() {
    let mut journey = at_the_camera();
    taken(&mut journey);
    let looked_at = journey.looks.clone();
    journey.kill_and_start();
    journey.expect(ScreenName::PhotoCheck);
    assert_eq!(journey.looks, looked_at, "it is looked at again");
    journey.looked(&[PhotoProblem::CutOff]);
    let kept = journey.photos.clone();
    journey.kill_and_start();
    journey.sees("An edge is missing");
    journey.does_not_see("The photo that you took");
    assert_eq!(journey.looks, looked_at, "to be shown again");
    journey.looked(&[]);
    journey.sees("An edge is missing");
    journey.sees("The photo that you took");
    assert_eq!(journey.photos, kept, "what is sent stays as it is");
    journey.tap("Use this photo");
    journey.expect(ScreenName::IdentityPhotos);
    assert_eq!(journey.photos.len(), 3);
}

#[test]
fn a_look_that_comes_late_changes_nothing() {
    let mut journey = at_the_camera();
    taken(&mut journey);
    let (id, kind) = journey.looks.pop().unwrap();
    // Another document was chosen meanwhile: its photos are others.
    journey.act(Action::Back);
    journey.act(Action::Back);
    journey.fill_in("document", "passport");
    journey.tap("Continue");
    let late = Event::Looked(id, kind, Err(ErrorCode::PhotoUnreadable));
    journey.input(Input::Identity(late));
    journey.expect(ScreenName::IdentityPhotos);
    journey.does_not_see("not a photo");
    assert_eq!(journey.photos.len(), 1, "the portrait");
}

#[test]
fn a_rejection_shows_a_good_one_of_that_kind() {
    for (kind, expected) in [
        (PhotoKind::DocumentBack, Picture::GoodDocument),
        (PhotoKind::Portrait, Picture::GoodPortrait),
    ] {
        let journey = rejected_for(IdentityRejection::PhotoDark, Some(kind), 2);
        let parts = journey.screen().parts;
        let shown = parts.iter().find_map(|part| match part {
            Part::Picture { picture, .. } => Some(*picture),
            _ => None,
        });
        assert_eq!(shown, Some(expected));
        journey.sees("You can send it 2 more times.");
    }
    let journey = rejected_for(IdentityRejection::DetailsDiffer, None, 1);
    let picture = |part: &Part| matches!(part, Part::Picture { .. });
    assert!(!journey.screen().parts.iter().any(picture));
    journey.sees("You can send it once more.");
}

#[test]
fn after_the_last_attempt_another_way_is_offered() {
    let mut journey = rejected_for(IdentityRejection::PhotoDark, Some(FRONT), 0);
    for (language, words) in [
        (Language::Welsh, ["Yn bersonol", "Drwy'r post"]),
        (Language::English, ["In person", "By post"]),
    ] {
        journey.act(Action::SetLanguage(language));
        for words in words {
            journey.sees(words);
        }
    }
    // What was wrong stays said; what to send again does not.
    journey.sees("The photo is too dark to read.");
    for words in [
        "Everything else that you sent is kept",
        "again by daylight",
        "Please send something again",
    ] {
        journey.does_not_see(words);
    }
    let labels: Vec<_> = journey
        .screen()
        .buttons()
        .map(|it| it.label.clone())
        .collect();
    assert_eq!(labels, ["Go to home"]);
    // Nothing more can be sent, wherever it is tried.
    journey.act(Action::SubmitIdentity);
    journey.expect(ScreenName::IdentityStatus);
    journey.tap("Go to home");
    journey.sees("Show your document another way");
    journey.tap("See how");
    journey.sees("In person");
}
