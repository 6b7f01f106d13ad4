//! Proving who somebody is.

use crate::{
    mock::{Mock, Phone, read, refused},
    photos::{jpeg, png},
    upload::Tus,
};
use kinline_mock::seed::Seed;
use kinline_protocol::{
    ErrorCode, List,
    account::Role,
    identity::{IdentityRejection, IdentityStatus, PhotoKind, ReviewCase},
    routes,
};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

pub async fn photos(mock: &Mock, phone: &Phone) -> Vec<(&'static str, String)> {
    let tus = Tus::new(mock, phone);
    vec![
        ("document_front", tus.upload(jpeg(400, 320)).await),
        ("portrait", tus.upload(png(320, 400)).await),
    ]
}

pub fn passport(photos: &[(&str, String)]) -> Value {
    let photos: Vec<_> = photos
        .iter()
        .map(|(kind, upload)| json!({ "kind": kind, "upload": upload }))
        .collect();
    json!({
        "given_names": "Ann Mary",
        "family_name": "Jones",
        "date_of_birth": "1990-04-12",
        "document": "passport",
        "photos": photos,
    })
}

pub async fn submit(mock: &Mock, phone: &Phone, case: &Value) -> Response {
    mock.post(phone.token(), routes::IDENTITY_CASES, case).await
}

pub async fn status(mock: &Mock, phone: &Phone) -> IdentityStatus {
    read(
        mock.get(phone.token(), routes::IDENTITY).await,
        StatusCode::OK,
    )
    .await
}

pub async fn cases(mock: &Mock) -> Vec<ReviewCase> {
    let response = mock
        .get(&mock.token(Role::Reviewer), "/v1/review/cases")
        .await;
    let list: List<ReviewCase> = read(response, StatusCode::OK).await;
    list.items
}

pub async fn decide(mock: &Mock, case: &ReviewCase, decision: &Value) -> Response {
    let path = format!("/v1/review/cases/{}/decision", case.id);
    mock.post(&mock.token(Role::Reviewer), &path, decision)
        .await
}

#[tokio::test]
async fn a_reviewer_approves() {
    let mock = Mock::start(Seed::Empty).await;
    let (ann, bob) = (
        mock.register("ann@example.org").await,
        mock.register("bob@example.org").await,
    );
    assert_eq!(status(&mock, &ann).await, IdentityStatus::NotSubmitted);
    for (phone, before) in [(&ann, 0), (&bob, 1)] {
        let case = passport(&photos(&mock, phone).await);
        let response = submit(&mock, phone, &case).await;
        let status: IdentityStatus = read(response, StatusCode::CREATED).await;
        let IdentityStatus::Submitted {
            cases_before,
            answer_by,
            submitted_at,
            ..
        } = status
        else {
            panic!("{status:?}");
        };
        assert_eq!(cases_before, before);
        assert!(answer_by > submitted_at);
        refused(
            submit(&mock, phone, &case).await,
            ErrorCode::IdentityPending,
        )
        .await;
    }

    let case = cases(&mock).await.remove(0);
    assert_eq!(case.account, ann.registered.account);
    let reviewer = mock.token(Role::Reviewer);
    let path = format!("/v1/review/cases/{}", case.id);
    let opened: ReviewCase = read(mock.get(&reviewer, &path).await, StatusCode::OK).await;
    assert!(matches!(opened.status, IdentityStatus::InReview { .. }));
    assert!(matches!(
        status(&mock, &ann).await,
        IdentityStatus::InReview { .. }
    ));

    let photo = mock
        .get(&reviewer, &format!("{path}/photos/portrait"))
        .await;
    assert_eq!(photo.headers()["content-type"], "image/png");
    let photo = image::load_from_memory(&photo.bytes().await.unwrap()).unwrap();
    assert_eq!((photo.width(), photo.height()), (320, 400));
    let front = format!("{path}/photos/document_front");
    assert_eq!(mock.get(&reviewer, &front).await.status(), StatusCode::OK);

    let approve = json!({ "decision": "approve" });
    let decided: ReviewCase = read(decide(&mock, &case, &approve).await, StatusCode::OK).await;
    assert!(matches!(decided.status, IdentityStatus::Approved { .. }));
    assert!(matches!(
        status(&mock, &ann).await,
        IdentityStatus::Approved { .. }
    ));
    refused(
        decide(&mock, &case, &approve).await,
        ErrorCode::AlreadyDecided,
    )
    .await;
    // The document is no longer needed; the portrait is.
    refused(mock.get(&reviewer, &front).await, ErrorCode::NotFound).await;
    let portrait = mock
        .get(&reviewer, &format!("{path}/photos/portrait"))
        .await;
    assert_eq!(portrait.status(), StatusCode::OK);
    // Whoever waits moves up.
    let IdentityStatus::Submitted {
        cases_before: 0, ..
    } = status(&mock, &bob).await
    else {
        panic!("the other case waits alone now");
    };
    let again = passport(&photos(&mock, &ann).await);
    refused(submit(&mock, &ann, &again).await, ErrorCode::AlreadyDecided).await;
    assert_eq!(
        mock.mails("ann@example.org").await[0].subject,
        "Your identity is confirmed"
    );
}

#[tokio::test]
async fn after_a_rejection_only_what_was_wrong_is_sent_again() {
    let mock = Mock::start(Seed::Empty).await;
    let phone = mock.register("ann@example.org").await;
    let mut photos = photos(&mock, &phone).await;
    assert_eq!(
        submit(&mock, &phone, &passport(&photos)).await.status(),
        StatusCode::CREATED
    );
    let case = cases(&mock).await.remove(0);

    let no_note = json!({ "decision": "reject", "reason": "other" });
    let problem = refused(
        decide(&mock, &case, &no_note).await,
        ErrorCode::InvalidInput,
    )
    .await;
    assert_eq!(problem.fields[0].field, "note");
    let glare = json!({ "decision": "reject", "reason": "photo_glare",
        "photo": "document_front", "note": "The lamp hides the number." });
    assert_eq!(decide(&mock, &case, &glare).await.status(), StatusCode::OK);
    let IdentityStatus::Rejected {
        reason,
        photo,
        note,
        ..
    } = status(&mock, &phone).await
    else {
        panic!("it was rejected");
    };
    assert_eq!(reason, IdentityRejection::PhotoGlare);
    assert_eq!(photo, Some(PhotoKind::DocumentFront));
    assert_eq!(note.unwrap(), "The lamp hides the number.");

    photos[0].1 = Tus::new(&mock, &phone).upload(jpeg(500, 400)).await;
    let response = submit(&mock, &phone, &passport(&photos)).await;
    let status: IdentityStatus = read(response, StatusCode::CREATED).await;
    assert!(matches!(status, IdentityStatus::Submitted { .. }));
}

#[tokio::test]
async fn a_case_needs_its_photos_and_ones_own() {
    let mock = Mock::start(Seed::Empty).await;
    let phone = mock.register("ann@example.org").await;
    let other = mock.register("bob@example.org").await;
    let good = photos(&mock, &phone).await;
    let theirs = photos(&mock, &other).await;

    let missing = passport(&good[..1]);
    let problem = refused(
        submit(&mock, &phone, &missing).await,
        ErrorCode::PhotoMissing,
    )
    .await;
    assert_eq!(problem.fields[0].field, "photos.portrait");

    let back = Tus::new(&mock, &phone).upload(jpeg(400, 320)).await;
    let more = [good.clone(), vec![("document_back", back)]].concat();
    let problem = refused(
        submit(&mock, &phone, &passport(&more)).await,
        ErrorCode::InvalidInput,
    )
    .await;
    assert_eq!(problem.fields[0].field, "photos");

    let foreign = passport(&[good[0].clone(), theirs[1].clone()]);
    let problem = refused(
        submit(&mock, &phone, &foreign).await,
        ErrorCode::InvalidInput,
    )
    .await;
    assert_eq!(problem.fields[0].field, "photos[1].upload");
    assert_eq!(problem.fields[0].code, ErrorCode::NotFound);

    let path = Tus::new(&mock, &phone).begin(1000).await;
    let unfinished = path.rsplit('/').next().unwrap().to_owned();
    let half = passport(&[good[0].clone(), ("portrait", unfinished)]);
    refused(
        submit(&mock, &phone, &half).await,
        ErrorCode::UploadIncomplete,
    )
    .await;

    for (field, value, code) in [
        ("given_names", json!("  "), ErrorCode::NameInvalid),
        ("date_of_birth", json!("2031-01-01"), ErrorCode::DateInvalid),
        ("date_of_birth", json!("1790-01-01"), ErrorCode::DateInvalid),
    ] {
        let mut case = passport(&good);
        case[field] = value;
        let problem = refused(submit(&mock, &phone, &case).await, ErrorCode::InvalidInput).await;
        assert_eq!(
            (problem.fields[0].field.as_str(), problem.fields[0].code),
            (field, code)
        );
    }
    assert_eq!(cases(&mock).await.len(), 0);
    assert_eq!(
        submit(&mock, &phone, &passport(&good)).await.status(),
        StatusCode::CREATED
    );
    // A photo in a case cannot be taken out.
    let used = format!("{}/{}", routes::UPLOADS, good[0].1);
    let delete = Tus::new(&mock, &phone).request(reqwest::Method::DELETE, &used);
    refused(delete.send().await.unwrap(), ErrorCode::AlreadyDecided).await;
}
