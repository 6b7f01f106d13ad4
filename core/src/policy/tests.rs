use crate::{
    Action, Place, ScreenName,
    api::Method::{Get, Post},
    testing::{Journey, id},
};
use kinline_protocol::{
    EmailAddress, ErrorCode, Language,
    account::{Me, VisitorNumber},
    identity::IdentityStatus,
    policy::Policy,
};

const AGREEMENTS: &str = "/v1/policy/agreements";

fn me(agreed: Option<u32>, current: u32) -> Me {
    Me {
        account: id("00000000-0000-4000-8000-000000000001"),
        email: EmailAddress::parse("ann@example.org").unwrap(),
        visitor_number: VisitorNumber("K7Q2M9XD".into()),
        identity: IdentityStatus::NotSubmitted,
        policy_agreed: agreed,
        policy_current: current,
    }
}

fn policy(version: u32, language: Language) -> Policy {
    let title = format!("Version {version} {}", language.code());
    Policy {
        version,
        language,
        title,
        paragraphs: vec!["Be kind.".into()],
    }
}

fn reading(agreed: Option<u32>, version: u32) -> Journey {
    let mut journey = Journey::signed_in();
    journey.answer(Get, "/v1/me", &me(agreed, version));
    journey.act(Action::Open(Place::Policy));
    journey.sees("on their way");
    journey.answer(
        Get,
        "/v1/policy?language=en",
        &policy(version, Language::English),
    );
    journey
}

#[test]
fn reads_and_agrees() {
    let mut journey = reading(None, 3);
    journey.sees("Version 3 en");
    journey.sees("Be kind.");
    journey.does_not_see("new version");
    journey.tap("I have read this and agree");
    assert_eq!(journey.body(Post, AGREEMENTS)["version"], 3);
    journey.answer(Post, AGREEMENTS, &());
    journey.expect(ScreenName::Home);
    journey.act(Action::Open(Place::Policy));
    journey.sees("You have agreed");
}

#[test]
fn new_version_is_asked_for_and_named_as_new() {
    let journey = reading(Some(3), 4);
    journey.sees("new version");
    journey.sees("Version 4 en");
}

#[test]
fn version_that_was_replaced_meanwhile_is_read_anew() {
    let mut journey = reading(None, 3);
    journey.tap("I have read this and agree");
    journey.refuse(Post, AGREEMENTS, ErrorCode::PolicyVersion);
    journey.sees("There is a problem");
    journey.answer(Get, "/v1/policy?language=en", &policy(4, Language::English));
    journey.sees("Version 4 en");
    journey.tap("I have read this and agree");
    assert_eq!(journey.body(Post, AGREEMENTS)["version"], 4);
}

#[test]
fn other_language_is_fetched_when_it_is_chosen() {
    let mut journey = reading(None, 3);
    journey.act(Action::SetLanguage(Language::Welsh));
    journey.answer(Get, "/v1/policy?language=cy", &policy(3, Language::Welsh));
    journey.sees("Version 3 cy");
}

#[test]
fn agreement_is_told_again_after_a_kill() {
    let mut journey = reading(None, 3);
    journey.tap("I have read this and agree");
    journey.kill_and_start();
    assert_eq!(journey.body(Post, AGREEMENTS)["version"], 3);
    journey.answer(Post, AGREEMENTS, &());
    journey.expect(ScreenName::Home);
}

#[test]
fn older_text_in_the_other_language_is_not_shown_beside_a_newer_one() {
    let mut journey = reading(None, 3);
    journey.act(Action::SetLanguage(Language::Welsh));
    journey.answer(Get, "/v1/policy?language=cy", &policy(3, Language::Welsh));
    journey.act(Action::SetLanguage(Language::English));
    journey.answer(Get, "/v1/policy?language=en", &policy(4, Language::English));
    journey.act(Action::SetLanguage(Language::Welsh));
    journey.does_not_see("Version 3 cy");
}
