//! Identities that are rejected: what to do better, sent again, and shown another way where photos did not do.

use crate::{
    words::wait_says,
    world::{LANGUAGES, World, can, somebody},
};
use kinline_core::{Action, Place, ScreenName};
use kinline_phone::Phone;
use kinline_protocol::{
    Language,
    identity::{IdentityDecision, IdentityRejection, IdentityStatus, OtherWay, PhotoKind},
    limits::IDENTITY_ATTEMPTS,
};

#[test]
fn an_identity_that_is_rejected_says_why_and_is_sent_again() {
    let world = World::new();
    for language in LANGUAGES {
        let person = somebody(language.code());
        let phone = world.registered(&person, language);
        phone.enter_identity(&person).unwrap();
        phone.take_photos(&person).unwrap();
        phone.send_identity().unwrap();
        reject(&world, &phone, language);
        phone.tap_primary().unwrap();
        let good = person.photo(PhotoKind::DocumentFront).unwrap();
        phone.take_photo(PhotoKind::DocumentFront, good).unwrap();
        phone.send_identity().unwrap();
        world.approve_identity(&phone);
    }
    let cases = world.office.cases().unwrap();
    let open = |status: &IdentityStatus| matches!(status, IdentityStatus::Submitted { .. });
    assert!(!cases.iter().any(|case| open(&case.status)));
}

#[test]
fn after_the_last_attempt_a_document_is_shown_another_way() {
    let world = World::new();
    let ways = [OtherWay::InPerson, OtherWay::Post];
    for (language, way) in LANGUAGES.into_iter().zip(ways) {
        let person = somebody(language.code());
        let phone = world.registered(&person, language);
        phone.enter_identity(&person).unwrap();
        phone.take_photos(&person).unwrap();
        phone.send_identity().unwrap();
        for _ in 1..IDENTITY_ATTEMPTS {
            reject(&world, &phone, language);
            // Only the photo that was wrong must be taken again.
            phone.tap_primary().unwrap();
            let again = person.photo(PhotoKind::DocumentFront).unwrap();
            phone.take_photo(PhotoKind::DocumentFront, again).unwrap();
            phone.send_identity().unwrap();
        }
        reject(&world, &phone, language);
        told_of_both_ways(&phone, language);
        phone.go(Place::Home).unwrap();
        wait_says(&phone, language, "identity-other-way");
        phone.tap_primary().unwrap();
        phone.wait_for(ScreenName::IdentityStatus).unwrap();
        told_of_both_ways(&phone, language);

        // A phone that starts again still says so; the document seen, all goes on as for anybody.
        drop(phone);
        let phone = world.phone(&person.email, language);
        wait_says(&phone, language, "identity-other-way");
        assert_eq!(world.office.cases().unwrap().len(), 0);
        let waiting = world.office.other_ways().unwrap();
        let seen = IdentityDecision::ApproveSeen { way };
        world.office.review(waiting[0].id, &seen).unwrap();
        phone.send(Action::Refresh);
        wait_says(&phone, language, "identity-approved");
        phone.agree_to_policy().unwrap();
        phone.add_contact(&world.prisoner()).unwrap();
        world.approve_contact(&phone);
    }
    let events = world.office.events().unwrap();
    for way in ways {
        let seen = serde_json::json!({ "seen": way });
        let noted = |data: &serde_json::Value| *data == seen;
        assert!(events.iter().any(|event| noted(&event.data)), "{way:?}");
    }
}

/// Rejects the newest case for its document's photo, and waits until the phone says so.
fn reject(world: &World, phone: &Phone, language: Language) {
    let glare = IdentityDecision::Reject {
        reason: IdentityRejection::PhotoGlare,
        photo: Some(PhotoKind::DocumentFront),
        note: None,
    };
    let case = world.office.newest_case().unwrap();
    world.office.review(case, &glare).unwrap();
    phone.send(Action::Refresh);
    wait_says(phone, language, "identity-rejection-photo-glare");
}

/// The phone says why the last photo did not do, and how else the document can be shown; nothing can be sent.
fn told_of_both_ways(phone: &Phone, language: Language) {
    let both = [
        "identity-other-way-in-person-text",
        "identity-other-way-post-text",
    ];
    for told in both {
        wait_says(phone, language, told);
    }
    let screen = wait_says(phone, language, "identity-rejection-photo-glare");
    assert!(!can(&screen, |action| matches!(
        action,
        Action::TakePhoto(_) | Action::SubmitIdentity | Action::Open(Place::Identity)
    )));
}
