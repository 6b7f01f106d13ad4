use super::{Event, UploadEvent};
use crate::{
    Action, Part, Place, ScreenName,
    api::{
        ApiError,
        Method::{Get, Post},
        Progress,
    },
    testing::{Journey, id, photo},
    update::Input,
};
use chrono::TimeDelta;
use kinline_protocol::{
    ErrorCode, Language, Problem,
    identity::{IdentityRejection, IdentityStatus, PhotoKind},
    limits,
};

const CASES: &str = "/v1/identity-cases";
const CASE: &str = "00000000-0000-4000-8000-00000000000a";

fn submitted(journey: &Journey, cases_before: u32) -> IdentityStatus {
    IdentityStatus::Submitted {
        case: id(CASE),
        submitted_at: journey.now,
        answer_by: journey.now + TimeDelta::days(3),
        cases_before,
    }
}

fn rejected(
    journey: &Journey,
    reason: IdentityRejection,
    photo: Option<PhotoKind>,
) -> IdentityStatus {
    let note = Some("The lamp is in the way.".into());
    IdentityStatus::Rejected {
        case: id(CASE),
        rejected_at: journey.now,
        reason,
        photo,
        note,
        attempts_left: 3,
    }
}

/// At the answer: rejected, with so many attempts left.
pub fn rejected_for(
    reason: IdentityRejection,
    photo: Option<PhotoKind>,
    attempts_left: u32,
) -> Journey {
    let mut journey = sent();
    let status = IdentityStatus::Rejected {
        case: id(CASE),
        rejected_at: journey.now,
        reason,
        photo,
        note: None,
        attempts_left,
    };
    journey.act(Action::Refresh);
    journey.answer(Get, "/v1/identity", &status);
    journey
}

/// At home, nothing sent yet.
fn begun() -> Journey {
    let mut journey = Journey::signed_in();
    journey.answer(Get, "/v1/identity", &IdentityStatus::NotSubmitted);
    journey.act(Action::Open(Place::Identity));
    journey
}

fn fill_in_details(journey: &mut Journey) {
    journey.expect(ScreenName::IdentityDetails);
    journey.fill_in("given_names", "Siân");
    journey.fill_in("family_name", "Ŵyn");
    journey.fill_in("date_of_birth", "1985-03-27");
    journey.tap("Continue");
}

/// Up to the photos, all taken.
pub fn with_photos() -> Journey {
    let mut journey = begun();
    fill_in_details(&mut journey);
    journey.expect(ScreenName::IdentityDocument);
    journey.fill_in("document", "driving_licence");
    journey.tap("Continue");
    for (label, kind) in [
        ("Photograph the document", PhotoKind::DocumentFront),
        ("Photograph the back", PhotoKind::DocumentBack),
        ("Photograph your face", PhotoKind::Portrait),
    ] {
        journey.expect(ScreenName::IdentityPhotos);
        journey.tap(label);
        journey.expect(ScreenName::Camera);
        photographed(&mut journey, kind);
    }
    journey.expect(ScreenName::IdentityPhotos);
    journey
}

/// A good photo was taken.
fn photographed(journey: &mut Journey, kind: PhotoKind) {
    let bytes = photo(400, 300);
    journey.act(Action::PhotoTaken { kind, bytes });
    journey.expect(ScreenName::PhotoCheck);
    journey.looked(&[]);
}

fn upload(journey: &mut Journey, event: UploadEvent) {
    let photo = journey.uploads.last().expect("an upload").photo;
    journey.input(Input::Identity(Event::Upload(photo, event)));
}

/// The server has the photo that is on its way.
fn arrives(journey: &mut Journey, number: u8) {
    let text = format!("00000000-0000-4000-8000-0000000000f{number}");
    upload(journey, UploadEvent::Done(id(&text)));
}

fn sent() -> Journey {
    let mut journey = with_photos();
    journey.tap("Send");
    for number in 0..3 {
        arrives(&mut journey, number);
    }
    let status = submitted(&journey, 4);
    journey.answer(Post, CASES, &status);
    journey
}

fn progress(journey: &Journey) -> (u64, u64) {
    let parts = journey.screen().parts;
    let progress = parts.iter().find_map(|part| match part {
        Part::Progress { done, total, .. } => Some((*done, *total)),
        _ => None,
    });
    progress.expect("progress on the screen")
}

#[test]
fn sends_everything_and_waits_for_an_answer() {
    let mut journey = with_photos();
    assert_eq!(journey.photos.len(), 3);
    journey.sees("Siân Ŵyn");
    journey.sees("27 March 1985");
    journey.tap("Send");
    journey.expect(ScreenName::IdentitySending);
    for number in 0..3 {
        assert_eq!(
            journey.uploads.len(),
            usize::from(number) + 1,
            "one after the other"
        );
        arrives(&mut journey, number);
        assert_eq!(
            journey.photos.len(),
            2 - usize::from(number),
            "deleted once the server has it"
        );
    }
    let case = journey.body(Post, CASES);
    assert_eq!(case["given_names"], "Siân");
    assert_eq!(case["document"], "driving_licence");
    assert_eq!(case["photos"][2]["kind"], "portrait");

    let status = submitted(&journey, 1);
    journey.answer(Post, CASES, &status);
    journey.expect(ScreenName::IdentityStatus);
    journey.sees("1 person is before you.");
    journey.sees("by Wednesday 25 November 2026 at 09:00");
    journey.tap("Go to home");
    journey.sees("1 person is before you.");
}

#[test]
fn queue_is_told_in_words_of_each_number() {
    let mut journey = sent();
    journey.act(Action::SetLanguage(Language::Welsh));
    for (cases, words) in [
        (0, "Eich tro chi"),
        (1, "1 person o'ch"),
        (2, "2 berson o'ch"),
        (3, "3 pherson o'ch"),
        (6, "6 pherson o'ch"),
        (8, "8 o bobl o'ch"),
    ] {
        let status = submitted(&journey, cases);
        journey.act(Action::Refresh);
        journey.answer(Get, "/v1/identity", &status);
        journey.sees(words);
        journey.sees("erbyn dydd Mercher 25 Tachwedd 2026 am 09:00");
    }
}

#[test]
fn the_documents_offered_are_those_for_that_age() {
    for (born, offered) in [("2008-11-22", 4), ("2008-11-23", 5)] {
        let mut journey = begun();
        journey.fill_in("given_names", "Siân");
        journey.fill_in("family_name", "Ŵyn");
        journey.fill_in("date_of_birth", born);
        journey.tap("Continue");
        let parts = journey.expect(ScreenName::IdentityDocument).parts;
        let options = parts.iter().find_map(|part| match part {
            Part::Choice(choice) => Some(choice.options.len()),
            _ => None,
        });
        assert_eq!(options, Some(offered), "born {born}");
        journey.sees("up to 90 days ago");
        journey.sees("up to 18 months ago");
    }
}

#[test]
fn an_ended_proof_is_told_and_renewed_before_anything_is_asked_for() {
    let mut journey = Journey::signed_in();
    let until = journey.now + TimeDelta::hours(1);
    journey.state.identity.saved.status = Some(IdentityStatus::Approved {
        case: id(CASE),
        approved_at: journey.now - TimeDelta::days(limits::IDENTITY_DAYS),
        valid_until: Some(until),
    });
    let books = Action::BookWith(id(CASE));
    journey.act(books.clone());
    journey.expect(ScreenName::Slots);
    journey.act(Action::Open(Place::Home));
    journey.does_not_see("has ended");
    journey.wait(TimeDelta::hours(1));
    let asked = journey.asked().len();
    for action in [books, Action::JoinCall(id(CASE)), Action::RequestBooking] {
        journey.act(Action::Open(Place::Home));
        journey.sees("The proof of who you are has ended");
        journey.act(action);
        journey.expect(ScreenName::IdentityStatus);
        journey.sees("The proof of who you are ended: Sunday 22 November 2026 at 10:00");
        journey.does_not_see("Approved");
    }
    let new: Vec<_> = journey.asked().split_off(asked);
    assert!(!new.iter().any(|it| it.contains("POST")), "{new:?}");
    journey.tap("Show who you are again");
    journey.expect(ScreenName::IdentityDetails);
}

#[test]
fn wrong_details_are_told_at_each_field() {
    let mut journey = begun();
    journey.fill_in("given_names", "Siân");
    journey.fill_in("date_of_birth", "2027-01-01");
    journey.tap("Continue");
    journey.expect(ScreenName::IdentityDetails);
    journey.sees("Type the name");
    journey.sees("This date cannot be right");
    assert_eq!(journey.field("given_names"), "Siân");
}

#[test]
fn retaken_photo_replaces_the_first() {
    let mut journey = with_photos();
    let before: Vec<_> = journey.photos.keys().copied().collect();
    journey.tap("Photograph your face again");
    photographed(&mut journey, PhotoKind::Portrait);
    assert_eq!(journey.photos.len(), 3);
    assert!(!journey.photos.contains_key(&before[2]));
}

#[test]
fn another_document_needs_other_photos() {
    let mut journey = with_photos();
    journey.act(Action::Back);
    journey.expect(ScreenName::IdentityDocument);
    journey.fill_in("document", "passport");
    journey.tap("Continue");
    assert_eq!(journey.photos.len(), 1, "the portrait stays");
    journey.does_not_see("Back of the document");
}

#[test]
fn cut_upload_goes_on_where_it_was_also_after_a_kill() {
    let mut journey = with_photos();
    journey.tap("Send");
    upload(
        &mut journey,
        UploadEvent::Progress(Progress::Created("/v1/uploads/abc".into())),
    );
    upload(&mut journey, UploadEvent::Progress(Progress::Sent(100)));
    assert_eq!(progress(&journey).0, 100);

    journey.input(Input::Line { up: false });
    upload(&mut journey, UploadEvent::Failed(ApiError::Offline));
    journey.expect(ScreenName::IdentitySending);
    journey.sees("There is no connection");
    journey.act(Action::NetworkChanged { online: true });
    assert_eq!(
        journey.uploads.last().unwrap().url.as_deref(),
        Some("/v1/uploads/abc")
    );

    journey.kill_and_start();
    journey.expect(ScreenName::IdentitySending);
    let again = journey.uploads.last().unwrap();
    assert_eq!(again.url.as_deref(), Some("/v1/uploads/abc"));
    assert_eq!(again.kind, PhotoKind::DocumentFront);
}

#[test]
fn killed_before_the_answer_it_asks_with_the_same_words() {
    let mut journey = with_photos();
    journey.tap("Send");
    for number in 0..3 {
        arrives(&mut journey, number);
    }
    let before = journey.body(Post, CASES);
    journey.kill_and_start();
    assert_eq!(
        journey.body(Post, CASES),
        before,
        "so that it has the same idempotency key"
    );
}

#[test]
fn killed_while_typing_nothing_is_lost() {
    let mut journey = begun();
    journey.fill_in("given_names", "Siân");
    journey.keep_draft();
    journey.kill_and_start();
    journey.expect(ScreenName::IdentityDetails);
    assert_eq!(journey.field("given_names"), "Siân");

    let mut journey = with_photos();
    journey.tap("Photograph the back again");
    journey.kill_and_start();
    journey.expect(ScreenName::IdentityPhotos);
    journey.tap("Send");
    assert_eq!(journey.uploads.len(), 1);
}

#[test]
fn rejected_photo_is_the_only_thing_asked_for_again() {
    let mut journey = sent();
    let status = rejected(
        &journey,
        IdentityRejection::PhotoGlare,
        Some(PhotoKind::DocumentBack),
    );
    journey.act(Action::Refresh);
    journey.answer(Get, "/v1/identity", &status);
    journey.sees("A reflection hides something");
    journey.sees("Back of the document");
    journey.sees("The lamp is in the way.");

    journey.tap("Put it right now");
    journey.expect(ScreenName::IdentityPhotos);
    journey.tap("Photograph the back");
    photographed(&mut journey, PhotoKind::DocumentBack);
    let before = journey.uploads.len();
    journey.tap("Send");
    arrives(&mut journey, 9);
    assert_eq!(
        journey.uploads.len(),
        before + 1,
        "one photo is sent, the others are there"
    );
    let case = journey.body(Post, CASES);
    assert_eq!(case["given_names"], "Siân");
    assert_eq!(
        case["photos"][0]["upload"],
        "00000000-0000-4000-8000-0000000000f0"
    );
    assert_eq!(
        case["photos"][1]["upload"],
        "00000000-0000-4000-8000-0000000000f9"
    );
}

#[test]
fn each_rejection_leads_to_what_must_be_mended() {
    for reason in IdentityRejection::ALL {
        let mut journey = sent();
        let status = rejected(&journey, reason, None);
        journey.act(Action::Refresh);
        journey.answer(Get, "/v1/identity", &status);
        journey.tap("Put it right now");
        let expected = match reason {
            IdentityRejection::DetailsDiffer => ScreenName::IdentityDetails,
            IdentityRejection::DocumentExpired | IdentityRejection::DocumentNotAccepted => {
                ScreenName::IdentityDocument
            }
            _ => ScreenName::IdentityPhotos,
        };
        journey.expect(expected);
    }
}

#[test]
fn photo_that_the_server_cannot_read_is_taken_again() {
    let mut journey = with_photos();
    journey.tap("Send");
    arrives(&mut journey, 0);
    let unreadable = Problem::new(ErrorCode::PhotoUnreadable).into();
    upload(&mut journey, UploadEvent::Failed(unreadable));
    journey.expect(ScreenName::IdentityPhotos);
    journey.sees("not a photo that we can read");
    journey.tap("Photograph the back");
    photographed(&mut journey, PhotoKind::DocumentBack);
    journey.tap("Send");
    assert_eq!(
        journey.uploads.last().unwrap().kind,
        PhotoKind::DocumentBack
    );
}

#[test]
fn refused_details_are_told_at_their_field() {
    let mut journey = with_photos();
    journey.tap("Send");
    for number in 0..3 {
        arrives(&mut journey, number);
    }
    let problem =
        Problem::new(ErrorCode::InvalidInput).field("family_name", ErrorCode::NameInvalid);
    journey.refuse_with(Post, CASES, problem);
    journey.expect(ScreenName::IdentityDetails);
    journey.sees("Type the name");
    assert_eq!(journey.field("family_name"), "Ŵyn");
}

#[test]
fn server_that_fails_can_be_tried_again_by_hand() {
    let mut journey = with_photos();
    journey.tap("Send");
    upload(
        &mut journey,
        UploadEvent::Failed(Problem::new(ErrorCode::Internal).into()),
    );
    journey.sees("Something went wrong at Kinline");
    let before = journey.uploads.len();
    journey.tap("Try again");
    assert_eq!(journey.uploads.len(), before + 1);
}

#[test]
fn approved_identity_is_told_and_what_was_typed_is_forgotten() {
    let mut journey = sent();
    journey.act(Action::Refresh);
    let approved = IdentityStatus::Approved {
        case: id(CASE),
        approved_at: journey.now,
        valid_until: None,
    };
    journey.answer(Get, "/v1/identity", &approved);
    journey.sees("Approved");
    assert!(journey.state.identity.saved.draft.is_empty());
    journey.act(Action::Open(Place::Identity));
    journey.expect(ScreenName::IdentityStatus);
}

#[test]
fn answer_from_before_the_case_changes_nothing() {
    let mut journey = sent();
    journey.act(Action::Refresh);
    journey.answer(Get, "/v1/identity", &IdentityStatus::NotSubmitted);
    journey.sees("4 people are before you.");
}
