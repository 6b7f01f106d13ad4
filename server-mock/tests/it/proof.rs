//! A proof that ends, attempts that are used up, and what a machine saw.

use crate::{
    identity::{cases, decide, passport, photos, status, submit},
    mock::{Mock, read, refused},
};
use chrono::{DateTime, TimeDelta, Utc};
use kinline_mock::{problem::Refusal, seed::Seed};
use kinline_protocol::{
    ErrorCode, EstablishmentId, List,
    account::Role,
    booking::Slots,
    console::{NewFamilies, ReadyFamily},
    findings::{FaceFinding, ZoneFinding},
    identity::{IdentityStatus, PhotoKind, ReviewCase},
    limits::{IDENTITY_ATTEMPTS, IDENTITY_DAYS, IDENTITY_RENEWAL_DAYS},
    people::{Companion, CompanionState},
    routes,
};
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::time::{Duration, Instant};

/// Everybody was approved just so long ago that it has ended; says when it ended.
async fn ended(mock: &Mock) -> DateTime<Utc> {
    let end = mock.server.clock().now() - TimeDelta::seconds(1);
    ending(mock, end).await;
    end
}

/// Everybody was approved just so long ago that it ends then.
async fn ending(mock: &Mock, end: DateTime<Utc>) {
    let approved = end - TimeDelta::days(IDENTITY_DAYS);
    let database = &mock.server.app().database;
    let age = move |tx: &rusqlite::Transaction<'_>| {
        let update = "UPDATE identity_case SET decided_at = ?1";
        tx.execute(update, [approved]).map_err(Refusal::from)
    };
    assert!(database.write(age).await.unwrap() > 0);
}

async fn families(mock: &Mock) -> Vec<ReadyFamily> {
    let new = NewFamilies {
        establishment: EstablishmentId("BWI".into()),
        count: 2,
    };
    let developer = mock.token(Role::Developer);
    let added = mock.post(&developer, "/v1/console/families", &new).await;
    let added: List<ReadyFamily> = read(added, StatusCode::CREATED).await;
    added.items
}

#[tokio::test]
async fn whose_proof_has_ended_books_nothing() {
    let mock = Mock::start(Seed::Demo).await;
    let family = families(&mock).await.remove(0);
    let token = family.token.access_token.clone();
    let slots = mock.get(&token, &routes::slots(family.contact)).await;
    let slots: Slots = read(slots, StatusCode::OK).await;
    let new = json!({ "contact": family.contact, "slot": slots.slots[0].id });
    let held = mock.post(&token, routes::HOLDS, &new).await;
    let held: kinline_protocol::booking::Hold = read(held, StatusCode::CREATED).await;

    let end = ended(&mock).await;
    let book = json!({ "hold": held.id, "companions": [] });
    let wish = json!({ "contact": family.contact });
    for (path, body) in [
        (routes::HOLDS, &new),
        (routes::BOOKINGS, &book),
        (routes::WAITING, &wish),
    ] {
        let problem = refused(
            mock.post(&token, path, body).await,
            ErrorCode::IdentityExpired,
        )
        .await;
        assert_eq!(problem.at, Some(end), "{path}");
    }
    // It is told, and can be proven again.
    let told = mock.get(&token, routes::IDENTITY).await;
    let IdentityStatus::Approved { valid_until, .. } = read(told, StatusCode::OK).await else {
        panic!("it was approved");
    };
    assert_eq!(valid_until, Some(end));
}

#[tokio::test]
async fn whose_proof_has_ended_joins_no_call() {
    let mock = Mock::start(Seed::CallNow).await;
    let call = mock.server.codes().call.as_ref().unwrap().id;
    let token = mock.token(Role::Family);
    let join = async || {
        let media = mock
            .request(Method::POST, &format!("/v1/calls/{call}/media"))
            .bearer_auth(&token)
            .header("content-type", "application/sdp")
            .body("v=0");
        let events = format!("/v1/calls/{call}/events");
        [media.send().await.unwrap(), mock.get(&token, &events).await]
    };
    // As it is, only the offer and the handshake are missing.
    for (answer, code) in join()
        .await
        .into_iter()
        .zip([ErrorCode::SdpInvalid, ErrorCode::Malformed])
    {
        refused(answer, code).await;
    }
    ended(&mock).await;
    for answer in join().await {
        refused(answer, ErrorCode::IdentityExpired).await;
    }
}

#[tokio::test]
async fn a_companion_whose_proof_has_ended_comes_as_if_not_proven_yet() {
    let mock = Mock::start(Seed::Demo).await;
    let token = mock.token(Role::Family);
    let companions = async || {
        let known = mock.get(&token, routes::COMPANIONS).await;
        let known: List<Companion> = read(known, StatusCode::OK).await;
        known.items
    };
    let own = families(&mock).await;
    let other = &own[1];
    let account = other.account;
    let me = mock.get(&other.token.access_token, routes::ME).await;
    let me: kinline_protocol::account::Me = read(me, StatusCode::OK).await;
    let born = mock
        .server
        .app()
        .database
        .read(move |c| {
            let known = kinline_mock::identity::approved(c, account)?;
            Ok::<_, Refusal>(known.unwrap().date_of_birth)
        })
        .await
        .unwrap();
    let new = json!({ "visitor_number": me.visitor_number, "date_of_birth": born });
    let added = mock.post(&token, routes::COMPANIONS, &new).await;
    assert_eq!(added.status(), StatusCode::CREATED);
    let state = |known: Vec<Companion>| {
        let it = known.into_iter().find(|it| it.account == account);
        it.unwrap().state
    };
    assert_eq!(state(companions().await), CompanionState::Ready);
    // A day later: the last day counts as a whole.
    ended(&mock).await;
    mock.server
        .app()
        .database
        .write(|tx| {
            let earlier = "UPDATE identity_case SET decided_at = datetime(decided_at, '-1 day')";
            tx.execute(earlier, []).map_err(Refusal::from)
        })
        .await
        .unwrap();
    assert_eq!(state(companions().await), CompanionState::IdentityPending);
}

#[tokio::test]
async fn attempts_are_limited_then_the_document_is_seen_another_way() {
    let mock = Mock::start(Seed::Empty).await;
    let phone = mock.register("ann@example.org").await;
    let case = passport(&photos(&mock, &phone).await);
    let reject = json!({ "decision": "reject", "reason": "photo_glare" });
    let seen = json!({ "decision": "approve_seen", "way": "in_person" });
    let reviewer = mock.token(Role::Reviewer);
    let used_up = async || -> Vec<ReviewCase> {
        let list = mock.get(&reviewer, "/v1/review/other-ways").await;
        let list: List<ReviewCase> = read(list, StatusCode::OK).await;
        list.items
    };
    for attempt in 1..=IDENTITY_ATTEMPTS {
        assert!(used_up().await.is_empty());
        let submitted = submit(&mock, &phone, &case).await;
        assert_eq!(submitted.status(), StatusCode::CREATED);
        let open = cases(&mock).await.remove(0);
        assert_eq!(open.attempt, attempt);
        // Photos are there to be looked at.
        let early = decide(&mock, &open, &seen).await;
        refused(early, ErrorCode::AlreadyDecided).await;
        assert_eq!(decide(&mock, &open, &reject).await.status(), StatusCode::OK);
        let IdentityStatus::Rejected { attempts_left, .. } = status(&mock, &phone).await else {
            panic!("it was rejected");
        };
        assert_eq!(attempts_left, IDENTITY_ATTEMPTS - attempt);
    }
    let again = submit(&mock, &phone, &case).await;
    refused(again, ErrorCode::IdentityAttemptsUsed).await;

    let last = used_up().await.remove(0);
    let approve = json!({ "decision": "approve" });
    refused(
        decide(&mock, &last, &approve).await,
        ErrorCode::AlreadyDecided,
    )
    .await;
    let decided: ReviewCase = read(decide(&mock, &last, &seen).await, StatusCode::OK).await;
    assert!(matches!(decided.status, IdentityStatus::Approved { .. }));
    assert!(used_up().await.is_empty());
    let told = status(&mock, &phone).await;
    assert!(matches!(told, IdentityStatus::Approved { .. }));
}

#[tokio::test]
async fn a_birth_certificate_is_for_those_who_are_no_adults() {
    let mock = Mock::start(Seed::Empty).await;
    let phone = mock.register("ann@example.org").await;
    let mut case = passport(&photos(&mock, &phone).await);
    case["document"] = json!("birth_certificate");
    let refusal = submit(&mock, &phone, &case).await;
    let problem = refused(refusal, ErrorCode::InvalidInput).await;
    let field = &problem.fields[0];
    assert_eq!(
        (field.field.as_str(), field.code),
        ("document", ErrorCode::DocumentNotAccepted)
    );
    let today = mock.server.clock().now().date_naive();
    let born = today - chrono::Months::new(12 * 17);
    case["date_of_birth"] = json!(born);
    let submitted = submit(&mock, &phone, &case).await;
    assert_eq!(submitted.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn a_proof_can_be_renewed_in_its_last_weeks_with_all_attempts() {
    let mock = Mock::start(Seed::Empty).await;
    let phone = mock.register("ann@example.org").await;
    let case = passport(&photos(&mock, &phone).await);
    submit(&mock, &phone, &case).await;
    let waiting = cases(&mock).await.remove(0);
    let approve = json!({ "decision": "approve" });
    read::<ReviewCase>(decide(&mock, &waiting, &approve).await, StatusCode::OK).await;
    let again = passport(&photos(&mock, &phone).await);
    let now = mock.server.clock().now();
    ending(&mock, now + TimeDelta::days(IDENTITY_RENEWAL_DAYS + 1)).await;
    let early = submit(&mock, &phone, &again).await;
    refused(early, ErrorCode::AlreadyDecided).await;
    ending(&mock, now + TimeDelta::days(IDENTITY_RENEWAL_DAYS - 1)).await;
    let answer = submit(&mock, &phone, &again).await;
    assert_eq!(answer.status(), StatusCode::CREATED);
    assert_eq!(cases(&mock).await[0].attempt, 1);
}

async fn looked_at(mock: &Mock) -> ReviewCase {
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        let case = cases(mock).await.remove(0);
        if case.findings.is_some() {
            return case;
        }
        assert!(Instant::now() < end, "nobody looked at it");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// What was seen in photos that were rejected goes when others are sent.
#[tokio::test]
async fn of_each_person_only_the_last_case_has_findings() {
    let mock = Mock::start(Seed::Empty).await;
    let phone = mock.register("ann@example.org").await;
    let case = passport(&photos(&mock, &phone).await);
    submit(&mock, &phone, &case).await;
    let first = looked_at(&mock).await;
    let reject = json!({ "decision": "reject", "reason": "photo_blurred" });
    let rejected: ReviewCase = read(decide(&mock, &first, &reject).await, StatusCode::OK).await;
    assert!(rejected.findings.is_some());
    let case = passport(&photos(&mock, &phone).await);
    submit(&mock, &phone, &case).await;
    looked_at(&mock).await;
    let path = format!("/v1/review/cases/{}", first.id);
    let answer = mock.get(&mock.token(Role::Reviewer), &path).await;
    let first: ReviewCase = read(answer, StatusCode::OK).await;
    assert!(first.findings.is_none());
}

#[tokio::test]
async fn a_machine_looks_at_each_case_and_forgets_with_the_photos() {
    let mock = Mock::start(Seed::Empty).await;
    let phone = mock.register("ann@example.org").await;
    let case = passport(&photos(&mock, &phone).await);
    submit(&mock, &phone, &case).await;
    let found = looked_at(&mock).await;
    let findings = found.findings.clone().unwrap();
    // Nothing but noise is in the photos, and this server has no models.
    assert_eq!(findings.zone, ZoneFinding::NotFound);
    assert_eq!(findings.faces, FaceFinding::Unavailable);
    let reviewer = mock.token(Role::Reviewer);
    for kind in [PhotoKind::Portrait, PhotoKind::DocumentFront] {
        let kind = serde_json::to_value(kind).unwrap();
        let path = format!(
            "/v1/review/cases/{}/faces/{}",
            found.id,
            kind.as_str().unwrap()
        );
        refused(mock.get(&reviewer, &path).await, ErrorCode::NotFound).await;
    }
    let approve = json!({ "decision": "approve" });
    let decided: ReviewCase = read(decide(&mock, &found, &approve).await, StatusCode::OK).await;
    assert!(decided.findings.is_none());
}
