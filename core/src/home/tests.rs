use crate::{
    ScreenName,
    api::Method::Get,
    testing::{Journey, id},
};
use chrono::TimeDelta;
use kinline_protocol::{
    EmailAddress,
    account::{Me, VisitorNumber},
    identity::IdentityStatus,
};

const CASE: &str = "00000000-0000-4000-8000-00000000000a";

fn at_home(identity: impl Fn(&Journey) -> IdentityStatus, policy_agreed: Option<u32>) -> Journey {
    let mut journey = Journey::signed_in();
    let identity = identity(&journey);
    let me = Me {
        account: id("00000000-0000-4000-8000-000000000001"),
        email: EmailAddress::parse("ann@example.org").unwrap(),
        visitor_number: VisitorNumber("K7Q2M9XD".into()),
        identity: identity.clone(),
        policy_agreed,
        policy_current: 1,
    };
    journey.answer(Get, "/v1/me", &me);
    journey.answer(Get, "/v1/identity", &identity);
    for list in ["/v1/contacts", "/v1/companions", "/v1/bookings"] {
        if journey.asked().contains(&format!("GET {list}")) {
            journey.answer(Get, list, &serde_json::json!({ "items": [] }));
        }
    }
    journey
}

fn waiting(journey: &Journey) -> IdentityStatus {
    let (submitted_at, answer_by) = (journey.now, journey.now + TimeDelta::days(1));
    IdentityStatus::Submitted {
        case: id(CASE),
        submitted_at,
        answer_by,
        cases_before: 0,
    }
}

fn approved(journey: &Journey) -> IdentityStatus {
    IdentityStatus::Approved {
        case: id(CASE),
        approved_at: journey.now,
        valid_until: None,
    }
}

#[test]
fn identity_comes_first() {
    let mut journey = at_home(|_| IdentityStatus::NotSubmitted, None);
    journey.sees("Show who you are");
    journey.does_not_see("Read the rules\n");
    journey.tap("Start");
    journey.expect(ScreenName::IdentityDetails);
}

#[test]
fn while_staff_look_at_it_the_rules_can_be_read() {
    let mut journey = at_home(waiting, None);
    journey.sees("Yours is the next to be looked at.");
    journey.tap("Read the rules");
    journey.expect(ScreenName::Policy);
}

#[test]
fn then_the_rules_then_the_person() {
    let journey = at_home(approved, None);
    journey.sees("Read the rules for calls");
    let mut journey = at_home(approved, Some(1));
    journey.tap("Add a person in prison");
    journey.expect(ScreenName::AddContact);
}

#[test]
fn without_a_line_the_last_known_is_shown() {
    let mut journey = at_home(waiting, None);
    journey.kill_and_start();
    journey.no_way(Get, "/v1/identity");
    journey.sees("No connection");
    journey.sees("Yours is the next to be looked at.");
}
