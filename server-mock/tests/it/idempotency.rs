//! What is sent twice takes effect once.

use crate::{
    mock::{Mock, new_key, public, read, refused, registration},
    photos::jpeg,
    upload::Tus,
};
use kinline_mock::{problem::Refusal, seed::Seed};
use kinline_protocol::{
    ErrorCode, List,
    account::{Confirmation, DeviceRegistered, Registration, Role},
    console::{FaultEffect, NewFault},
    identity::ReviewCase,
    routes::{self, REPLAYED_HEADER},
};
use reqwest::{Method, StatusCode};
use serde_json::json;

#[tokio::test]
async fn the_same_request_gives_the_same_answer_and_one_mail() {
    let mock = Mock::start(Seed::Empty).await;
    let new = registration("ann@example.org");
    let send = || mock.post_as("", routes::REGISTRATIONS, &new, "key-number-1");
    let first = send().await;
    assert!(!first.headers().contains_key(REPLAYED_HEADER));
    let first: Registration = read(first, StatusCode::ACCEPTED).await;
    let second = send().await;
    assert_eq!(second.headers()[REPLAYED_HEADER], "true");
    let second: Registration = read(second, StatusCode::ACCEPTED).await;
    assert_eq!(first, second);
    assert_eq!(mock.mails("ann@example.org").await.len(), 1);
}

#[tokio::test]
async fn twenty_at_once_take_effect_once() {
    let mock = Mock::start(Seed::Empty).await;
    let new = registration("ann@example.org");
    let send = || mock.post_as("", routes::REGISTRATIONS, &new, "key-number-1");
    let answers = futures_util::future::join_all((0..20).map(|_| send())).await;
    let mut replayed = 0;
    let mut ids = std::collections::BTreeSet::new();
    for answer in answers {
        replayed += usize::from(answer.headers().contains_key(REPLAYED_HEADER));
        let registration: Registration = read(answer, StatusCode::ACCEPTED).await;
        ids.insert(registration.id);
    }
    assert_eq!((ids.len(), replayed), (1, 19));
    assert_eq!(mock.mails("ann@example.org").await.len(), 1);
}

/// Of a server before an upgrade, which wrote answers another way.
#[tokio::test]
async fn what_took_effect_is_not_done_again_where_its_answer_cannot_be_read() {
    let mock = Mock::start(Seed::Empty).await;
    let new = registration("ann@example.org");
    let send = || mock.post_as("", routes::REGISTRATIONS, &new, "key-number-1");
    assert_eq!(send().await.status(), StatusCode::ACCEPTED);
    let spoil = |tx: &rusqlite::Transaction<'_>| {
        let spoilt = tx.execute("UPDATE answer SET sealed = x'00'", []);
        spoilt.map_err(Refusal::from)
    };
    let database = &mock.server.app().database;
    assert_eq!(database.write(spoil).await.unwrap(), 1);
    refused(send().await, ErrorCode::IdempotencyKeyReused).await;
    assert_eq!(mock.mails("ann@example.org").await.len(), 1);
}

#[tokio::test]
async fn a_key_belongs_to_one_request() {
    let mock = Mock::start(Seed::Empty).await;
    let phone = mock.register("ann@example.org").await;
    let (first, second) = (json!({ "version": 1 }), json!({ "version": 2 }));
    let send = |body| {
        mock.post_as(
            phone.token(),
            routes::POLICY_AGREEMENTS,
            body,
            "key-number-1",
        )
    };
    assert_eq!(send(&first).await.status(), StatusCode::NO_CONTENT);
    refused(send(&second).await, ErrorCode::IdempotencyKeyReused).await;
    // The same key of somebody else is another key.
    let other = mock.register("bob@example.org").await;
    let theirs = mock
        .post_as(
            other.token(),
            routes::POLICY_AGREEMENTS,
            &first,
            "key-number-1",
        )
        .await;
    assert!(!theirs.headers().contains_key(REPLAYED_HEADER));
    assert_eq!(theirs.status(), StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_key_is_needed_and_has_a_shape() {
    let mock = Mock::start(Seed::Empty).await;
    let new = registration("ann@example.org");
    let request = mock.request(Method::POST, routes::REGISTRATIONS).json(&new);
    refused(
        request.send().await.unwrap(),
        ErrorCode::IdempotencyKeyMissing,
    )
    .await;
    for bad in ["short", "with a space", &"x".repeat(129)] {
        let response = mock.post_as("", routes::REGISTRATIONS, &new, bad).await;
        refused(response, ErrorCode::IdempotencyKeyMissing).await;
    }
    assert_eq!(mock.mails("ann@example.org").await.len(), 0);
}

#[tokio::test]
async fn an_answer_that_was_lost_is_given_again() {
    let mock = Mock::start(Seed::Empty).await;
    let phone = mock.register("ann@example.org").await;
    let tus = Tus::new(&mock, &phone);
    let (front, portrait) = (
        tus.upload(jpeg(400, 320)).await,
        tus.upload(jpeg(320, 400)).await,
    );
    let fault = NewFault {
        method: Some("POST".into()),
        path: routes::IDENTITY_CASES.into(),
        effect: FaultEffect::CutAnswer,
        times: Some(1),
    };
    mock.post(&mock.token(Role::Developer), "/v1/console/faults", &fault)
        .await;
    let case = json!({
        "given_names": "Ann", "family_name": "Jones", "date_of_birth": "1990-04-12",
        "document": "passport",
        "photos": [{ "kind": "document_front", "upload": front },
                   { "kind": "portrait", "upload": portrait }],
    });
    let request = || {
        let request = mock
            .request(Method::POST, routes::IDENTITY_CASES)
            .bearer_auth(phone.token());
        request
            .header(routes::IDEMPOTENCY_HEADER, "key-number-1")
            .json(&case)
            .send()
    };
    assert!(request().await.is_err());
    let again = request().await.unwrap();
    assert_eq!(again.headers()[REPLAYED_HEADER], "true");
    assert_eq!(again.status(), StatusCode::CREATED);
    let response = mock
        .get(&mock.token(Role::Reviewer), "/v1/review/cases")
        .await;
    let cases: List<ReviewCase> = read(response, StatusCode::OK).await;
    assert_eq!(cases.items.len(), 1);
}

#[tokio::test]
async fn an_answer_outlives_the_server_and_ends_after_a_day() {
    let mock = Mock::start(Seed::Empty).await;
    let (asked, code) = mock.ask_code("ann@example.org").await;
    let path = routes::confirmation(asked.id);
    let body = Confirmation {
        code,
        device_key: public(&new_key()),
    };
    let first: DeviceRegistered = read(
        mock.post_as("", &path, &body, "key-number-1").await,
        StatusCode::CREATED,
    )
    .await;
    let mock = mock.restart().await;
    let again = mock.post_as("", &path, &body, "key-number-1").await;
    let again: DeviceRegistered = read(again, StatusCode::CREATED).await;
    assert_eq!(first, again);
    let later = mock.server.clock().now() + chrono::TimeDelta::hours(25);
    mock.server.clock().set(later);
    let late = mock.post_as("", &path, &body, "key-number-1").await;
    assert!(!late.headers().contains_key(REPLAYED_HEADER));
    refused(late, ErrorCode::CodeExpired).await;
}
