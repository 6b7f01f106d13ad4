use crate::{
    Action, Place, ScreenName,
    api::Method::Post,
    testing::{Journey, id},
    update::{Effect, Input},
};
use chrono::TimeDelta;
use kinline_protocol::{
    ErrorCode, Language,
    account::{DeviceRegistered, Registration, Token},
};

const CONFIRMATION: &str = "/v1/registrations/00000000-0000-4000-8000-00000000000a/confirmation";

fn registration(journey: &Journey) -> Registration {
    Registration {
        id: id("00000000-0000-4000-8000-00000000000a"),
        expires_at: journey.now + TimeDelta::minutes(15),
    }
}

fn device(journey: &Journey, account: &str) -> DeviceRegistered {
    DeviceRegistered {
        account: id(account),
        device: id("00000000-0000-4000-8000-00000000000c"),
        token: Token {
            access_token: "token".into(),
            expires_at: journey.now + TimeDelta::hours(1),
        },
    }
}

const ANN: &str = "00000000-0000-4000-8000-00000000000b";
const BEN: &str = "00000000-0000-4000-8000-00000000000d";

/// Up to the code.
fn with_code_sent(mut journey: Journey) -> Journey {
    journey.expect(ScreenName::Welcome);
    journey.act(Action::Open(Place::Home));
    journey.expect(ScreenName::Register);
    journey.fill_in("email", "Ann@Example.org");
    journey.act_submit();
    journey.answer(Post, "/v1/registrations", &registration(&journey));
    journey.expect(ScreenName::EnterCode);
    journey
}

fn type_code(journey: &mut Journey, code: &str) {
    journey.fill_in("code", code);
    journey.act_submit();
}

#[test]
fn registers_with_the_code_from_the_mail() {
    let mut journey = with_code_sent(Journey::new());
    journey.sees("ann@example.org");
    type_code(&mut journey, "123 456");
    assert_eq!(journey.body(Post, CONFIRMATION)["device_key"], "device-key");
    journey.answer(Post, CONFIRMATION, &device(&journey, ANN));
    journey.expect(ScreenName::Home);
    let signed_in = journey
        .others
        .iter()
        .any(|it| matches!(it, Effect::SignIn(_, Some(_))));
    assert!(signed_in, "the network part has the token");
    assert!(journey.asked().contains(&"GET /v1/me".to_owned()));

    journey.kill_and_start();
    journey.expect(ScreenName::Home);
}

#[test]
fn mail_is_in_the_chosen_language() {
    let mut journey = Journey::new();
    journey.tap("Cymraeg");
    journey.sees("Galwadau fideo â rhywun yn y carchar");
    journey.tap("Dechrau");
    journey.fill_in("email", "ann@example.org");
    journey.tap("Anfon cod ataf");
    assert_eq!(journey.body(Post, "/v1/registrations")["language"], "cy");
}

#[test]
fn wrong_address_is_told_at_its_field_and_nothing_is_sent() {
    let mut journey = Journey::new();
    journey.tap("Start");
    journey.fill_in("email", "ann at home");
    journey.tap("Send me a code");
    journey.sees("There is a problem");
    journey.sees("name@example.com");
    assert_eq!(journey.field("email"), "ann at home");
    assert!(journey.asked().is_empty());
}

#[test]
fn wrong_expired_and_exhausted_codes_say_what_to_do_next() {
    let mut journey = with_code_sent(Journey::new());
    type_code(&mut journey, "12");
    journey.sees("not the code");
    assert!(journey.asked().is_empty(), "a slip costs no try");

    type_code(&mut journey, "111111");
    journey.refuse(Post, CONFIRMATION, ErrorCode::CodeWrong);
    journey.sees("not the code");
    assert_eq!(journey.field("code"), "111111");

    type_code(&mut journey, "222222");
    journey.refuse(Post, CONFIRMATION, ErrorCode::CodeExhausted);
    journey.sees("Ask for a new one");
    journey.tap("Send a new code");
    assert_eq!(
        journey.body(Post, "/v1/registrations")["email"],
        "ann@example.org"
    );
    journey.answer(Post, "/v1/registrations", &registration(&journey));
    journey.sees("New code sent");

    journey.wait(TimeDelta::minutes(16));
    journey.sees("expired");
    journey.does_not_see("We have sent a code");
    journey.tap("Send a new code");
}

#[test]
fn started_again_it_is_where_it_was() {
    let mut journey = with_code_sent(Journey::new());
    journey.fill_in("code", "1234");
    journey.keep_draft();
    journey.kill_and_start();
    journey.expect(ScreenName::EnterCode);
    assert_eq!(journey.field("code"), "1234");
    journey.sees("ann@example.org");
}

#[test]
fn without_a_line_it_goes_by_itself_later() {
    let mut journey = Journey::new();
    journey.tap("Start");
    journey.fill_in("email", "ann@example.org");
    journey.tap("Send me a code");
    journey.no_way(Post, "/v1/registrations");
    journey.sees("no connection");
    journey.act(Action::NetworkChanged { online: true });
    journey.answer(Post, "/v1/registrations", &registration(&journey));
    journey.expect(ScreenName::EnterCode);
}

#[test]
fn signed_out_by_the_server_it_says_so_and_keeps_what_was_typed() {
    let mut journey = Journey::signed_in();
    journey.act(Action::Open(Place::Identity));
    journey.fill_in("given_names", "Ann");
    journey.keep_draft();
    journey.input(Input::Account(super::Event::SignedOut));
    journey.expect(ScreenName::Welcome);
    journey.sees("Register with the same email address");
    let mut journey = with_code_sent(journey);
    type_code(&mut journey, "123456");
    journey.answer(Post, CONFIRMATION, &device(&journey, ANN));
    journey.act(Action::Open(Place::Identity));
    assert_eq!(journey.field("given_names"), "Ann");
}

#[test]
fn another_persons_things_are_not_shown() {
    let mut journey = with_code_sent(Journey::in_language(Language::English));
    type_code(&mut journey, "123456");
    journey.answer(Post, CONFIRMATION, &device(&journey, ANN));
    journey.act(Action::Open(Place::Identity));
    journey.fill_in("given_names", "Ann");
    journey.keep_draft();
    journey.input(Input::Account(super::Event::SignedOut));
    let mut journey = with_code_sent(journey);
    type_code(&mut journey, "123456");
    journey.answer(Post, CONFIRMATION, &device(&journey, BEN));
    journey.act(Action::Open(Place::Identity));
    assert_eq!(journey.field("given_names"), "");
    assert!(journey.asked().contains(&"GET /v1/identity".to_owned()));
}
