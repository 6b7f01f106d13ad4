//! What a developer does.

use crate::mock::{Mock, read, refused};
use chrono::{DateTime, TimeDelta, Utc};
use kinline_mock::seed::Seed;
use kinline_protocol::{
    ErrorCode, List,
    account::Role,
    console::{
        ClockReading, ClockSetting, Fault, FaultEffect, NewFault, Person, ServerCode, ServerLink,
        UpcomingBooking,
    },
    routes::{self, TIME_HEADER},
};
use reqwest::{Method, Response, StatusCode};
use std::time::{Duration, Instant};

fn time(response: &Response) -> DateTime<Utc> {
    response.headers()[TIME_HEADER]
        .to_str()
        .unwrap()
        .parse()
        .unwrap()
}

async fn set_clock(mock: &Mock, now: DateTime<Utc>) -> Response {
    let request = mock
        .request(Method::PUT, "/v1/console/clock")
        .json(&ClockSetting { now });
    request
        .bearer_auth(mock.token(Role::Developer))
        .send()
        .await
        .unwrap()
}

async fn fail(mock: &Mock, path: &str, effect: FaultEffect, times: Option<u32>) -> Fault {
    let fault = NewFault {
        method: None,
        path: path.to_owned(),
        effect,
        times,
    };
    let response = mock
        .post(&mock.token(Role::Developer), "/v1/console/faults", &fault)
        .await;
    read(response, StatusCode::CREATED).await
}

async fn establishments(mock: &Mock) -> reqwest::Result<Response> {
    mock.request(Method::GET, routes::ESTABLISHMENTS)
        .send()
        .await
}

#[tokio::test]
async fn the_clock_is_moved_and_stays_moved() {
    let mock = Mock::start(Seed::Empty).await;
    let there: DateTime<Utc> = "2027-03-01T09:00:00Z".parse().unwrap();
    let reading: ClockReading = read(set_clock(&mock, there).await, StatusCode::OK).await;
    assert!(reading.now >= there && reading.now < there + TimeDelta::minutes(5));
    assert!(time(&establishments(&mock).await.unwrap()) >= there);
    let mock = mock.restart().await;
    assert!(time(&establishments(&mock).await.unwrap()) >= there);
    let far = "2999-01-01T00:00:00Z".parse().unwrap();
    refused(set_clock(&mock, far).await, ErrorCode::InvalidInput).await;
}

#[tokio::test]
async fn every_answer_carries_the_clock_and_headers_of_caution() {
    let mock = Mock::start(Seed::Empty).await;
    let paths = [
        "/v1/establishments",
        "/v1/me",
        "/nowhere",
        "/openapi.json",
        "/console",
        "/docs/",
    ];
    for path in paths {
        let response = mock.request(Method::GET, path).send().await.unwrap();
        time(&response);
        let headers = response.headers();
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["referrer-policy"], "no-referrer", "{path}");
        let csp = headers["content-security-policy"].to_str().unwrap();
        assert!(csp.contains("default-src"), "{path}");
        assert!(!csp.contains("script-src 'unsafe-inline'"), "{path}");
    }
    fail(&mock, "/v1/me", FaultEffect::Error { status: 503 }, None).await;
    time(&mock.request(Method::GET, "/v1/me").send().await.unwrap());
}

#[tokio::test]
async fn what_does_not_exist_is_a_problem_too() {
    let mock = Mock::start(Seed::Empty).await;
    let response = mock
        .request(Method::GET, "/v1/nothing")
        .send()
        .await
        .unwrap();
    refused(response, ErrorCode::NotFound).await;
    let response = mock.request(Method::DELETE, "/v1/me").send().await.unwrap();
    refused(response, ErrorCode::MethodNotAllowed).await;
    let request = mock.request(Method::POST, "/v1/sign-in");
    let text = request
        .body("{}")
        .header("content-type", "text/plain")
        .send()
        .await
        .unwrap();
    refused(text, ErrorCode::WrongContentType).await;
    let request = mock.request(Method::POST, "/v1/sign-in");
    let broken = request
        .body("{")
        .header("content-type", "application/json")
        .send()
        .await
        .unwrap();
    refused(broken, ErrorCode::Malformed).await;
    let large = serde_json::json!({ "code": "x".repeat(100_000) });
    let request = mock.request(Method::POST, "/v1/sign-in").json(&large);
    refused(request.send().await.unwrap(), ErrorCode::TooLarge).await;
}

#[tokio::test]
async fn faults_happen_as_often_as_was_said() {
    let mock = Mock::start(Seed::Empty).await;
    fail(
        &mock,
        routes::ESTABLISHMENTS,
        FaultEffect::Error { status: 502 },
        Some(2),
    )
    .await;
    for status in [502, 502, 200] {
        assert_eq!(
            establishments(&mock).await.unwrap().status().as_u16(),
            status
        );
    }
    fail(
        &mock,
        routes::ESTABLISHMENTS,
        FaultEffect::CutAnswer,
        Some(1),
    )
    .await;
    assert!(establishments(&mock).await.is_err());
    assert_eq!(
        establishments(&mock).await.unwrap().status(),
        StatusCode::OK
    );

    fail(
        &mock,
        routes::ESTABLISHMENTS,
        FaultEffect::Delay { milliseconds: 300 },
        Some(1),
    )
    .await;
    let asked = Instant::now();
    assert_eq!(
        establishments(&mock).await.unwrap().status(),
        StatusCode::OK
    );
    assert!(asked.elapsed() >= Duration::from_millis(300));

    let fault = fail(&mock, "/", FaultEffect::CutAnswer, None).await;
    assert!(establishments(&mock).await.is_err());
    let developer = mock.token(Role::Developer);
    let remove = || {
        let path = format!("/v1/console/faults/{}", fault.id);
        mock.request(Method::DELETE, &path)
            .bearer_auth(&developer)
            .send()
    };
    assert_eq!(remove().await.unwrap().status(), StatusCode::NO_CONTENT);
    assert_eq!(
        establishments(&mock).await.unwrap().status(),
        StatusCode::OK
    );
    refused(remove().await.unwrap(), ErrorCode::NotFound).await;
}

#[tokio::test]
async fn faults_that_cannot_be_are_refused() {
    let mock = Mock::start(Seed::Empty).await;
    for (fault, field) in [
        (
            serde_json::json!({ "path": "v1", "effect": "cut_answer" }),
            "path",
        ),
        (
            serde_json::json!({ "path": "/v1", "effect": "error", "status": 200 }),
            "status",
        ),
    ] {
        let response = mock
            .post(&mock.token(Role::Developer), "/v1/console/faults", &fault)
            .await;
        let problem = refused(response, ErrorCode::InvalidInput).await;
        assert_eq!(problem.fields[0].field, field);
    }
}

#[tokio::test]
async fn the_console_shows_codes_and_coming_calls() {
    let mock = Mock::start(Seed::CallNow).await;
    let developer = mock.token(Role::Developer);
    let response = mock.get(&developer, "/v1/console/people").await;
    let people: List<Person> = read(response, StatusCode::OK).await;
    let codes: Vec<_> = mock
        .server
        .codes()
        .people
        .iter()
        .filter_map(|p| p.code.clone())
        .collect();
    assert_eq!(
        people.items.into_iter().map(|p| p.code).collect::<Vec<_>>(),
        codes
    );

    let call = mock.server.codes().call.clone().unwrap();
    let path = "/v1/console/bookings";
    let bookings: List<UpcomingBooking> =
        read(mock.get(&developer, path).await, StatusCode::OK).await;
    assert_eq!(bookings.items[0].call, call.id);
    assert!(bookings.items[0].starts_at <= mock.server.clock().now());
    set_clock(&mock, mock.server.clock().now() + TimeDelta::days(2)).await;
    let bookings: List<UpcomingBooking> =
        read(mock.get(&developer, path).await, StatusCode::OK).await;
    let is_over = |booking: &UpcomingBooking| booking.call == call.id;
    assert!(!bookings.items.iter().any(is_over));
}

#[tokio::test]
async fn the_console_shows_a_phone_where_the_server_is_and_how_to_know_it() {
    let mock = Mock::start(Seed::Empty).await;
    let response = mock
        .get(&mock.token(Role::Developer), "/v1/console/server")
        .await;
    let code: ServerCode = read(response, StatusCode::OK).await;
    let link: ServerLink = code.link.parse().unwrap();
    assert_eq!(link.base, mock.server.base_url());
    assert_eq!(Ok(link.fingerprint), mock.server.fingerprint().parse());
    assert!(code.svg.contains("<svg") && code.svg.contains("<path"));
}
