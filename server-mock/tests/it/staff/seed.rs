//! The demo has something to look at and to decide.

use crate::mock::{Mock, read};
use kinline_mock::seed::Seed;
use kinline_protocol::{
    EstablishmentId, List,
    account::Role,
    office::{CheckResult, Day, Portal, Preview, RequestSummary},
};
use reqwest::{Method, StatusCode};
use serde::{Serialize, de::DeserializeOwned};

struct Desk {
    mock: Mock,
    token: String,
}

impl Desk {
    async fn ask<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&impl Serialize>,
    ) -> T {
        let mut request = self.mock.request(method, path).bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(body);
        }
        read(request.send().await.unwrap(), StatusCode::OK).await
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> T {
        self.ask(Method::GET, path, None::<&()>).await
    }
}

#[tokio::test]
async fn the_demo_has_requests_calls_and_a_portal_that_can_be_saved() {
    let mock = Mock::start(Seed::Demo).await;
    let people = &mock.server.codes().people;
    let cardiff = Some(EstablishmentId("CFI".into()));
    let staff = people
        .iter()
        .find(|person| person.role == Role::Staff && person.establishment == cardiff);
    let token = staff.unwrap().token.clone();
    let desk = Desk { mock, token };

    let queue: List<RequestSummary> = desk.get("/v1/staff/requests").await;
    let results: Vec<_> = queue.items.iter().map(|request| request.result).collect();
    assert_eq!(results.len(), 3);
    assert!(results.contains(&CheckResult::Passed) && results.contains(&CheckResult::Failed));
    assert!(queue.items.iter().any(|request| request.precedence));
    assert!(queue.items.iter().any(|request| request.choices.len() == 2));

    let day: Day = desk.get("/v1/staff/day").await;
    assert!(day.calls.len() >= 2, "{}", day.calls.len());
    assert!(day.calls.iter().any(|call| !call.flags.is_empty()));

    let portal: Portal = desk.get("/v1/staff/portal").await;
    assert!(!portal.settings.information.cy.is_empty());
    let path = "/v1/staff/portal/preview";
    let preview: Preview = desk.ask(Method::POST, path, Some(&portal)).await;
    assert!(preview.problems.is_empty(), "{:?}", preview.problems);
    assert!(preview.hits.is_empty());
    assert!(preview.days.iter().any(|day| !day.slots.is_empty()));
}
