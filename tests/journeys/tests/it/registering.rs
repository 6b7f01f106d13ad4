//! Codes that are wrong, too old, or tried too often.

use crate::{
    words::wait_says,
    world::{LANGUAGES, World, start_of_story},
};
use chrono::TimeDelta;
use kinline_core::{Form, ScreenName};
use kinline_phone::Phone;
use kinline_protocol::{Language, limits};

/// A code that was not sent.
fn wrong(code: &str) -> String {
    let last = code.chars().last().and_then(|c| c.to_digit(10)).unwrap();
    format!("{}{}", &code[..5], (last + 1) % 10)
}

fn type_code(phone: &Phone, code: &str) {
    phone.enter("code", code).unwrap();
    phone.submit().unwrap();
}

#[test]
fn a_wrong_code_is_told_and_the_right_one_still_works() {
    let world = World::new();
    for language in LANGUAGES {
        let email = format!("{}@example.org", language.code());
        let phone = world.phone(&email, language);
        phone.register(&email).unwrap();
        let code = world.office.code(&email).unwrap();
        type_code(&phone, &wrong(&code));
        let screen = wait_says(&phone, language, "error-code-wrong");
        assert_eq!(screen.name, ScreenName::EnterCode);
        phone.confirm(&code).unwrap();
    }
}

#[test]
fn an_expired_code_is_told_and_a_new_one_can_be_had() {
    let world = World::new();
    for language in LANGUAGES {
        world.office.set_clock(start_of_story()).unwrap();
        let email = format!("{}@example.org", language.code());
        let phone = world.phone(&email, language);
        phone.register(&email).unwrap();
        let old = world.office.code(&email).unwrap();
        world
            .office
            .set_clock(start_of_story() + TimeDelta::minutes(16))
            .unwrap();
        type_code(&phone, &old);
        wait_says(&phone, language, "error-code-expired");
        ask_again(&phone, language);
        let new = world.office.code(&email).unwrap();
        assert_ne!(old, new);
        phone.confirm(&new).unwrap();
    }
}

#[test]
fn after_five_wrong_codes_a_new_one_must_be_asked_for() {
    let world = World::new();
    for language in LANGUAGES {
        let email = format!("{}@example.org", language.code());
        let phone = world.phone(&email, language);
        phone.register(&email).unwrap();
        let code = world.office.code(&email).unwrap();
        for _ in 1..limits::CODE_ATTEMPTS {
            type_code(&phone, &wrong(&code));
            wait_says(&phone, language, "error-code-wrong");
        }
        type_code(&phone, &wrong(&code));
        wait_says(&phone, language, "error-code-exhausted");
        ask_again(&phone, language);
        phone.confirm(&world.office.code(&email).unwrap()).unwrap();
    }
}

#[test]
fn what_is_no_address_is_told_at_the_field_and_kept() {
    let world = World::new();
    for language in LANGUAGES {
        let phone = world.phone(language.code(), language);
        phone.tap_primary().unwrap();
        phone.wait_for(ScreenName::Register).unwrap();
        phone.enter("email", "rhian at example").unwrap();
        phone.submit().unwrap();
        wait_says(&phone, language, "error-email-invalid");
        assert_eq!(phone.value("email").as_deref(), Some("rhian at example"));
        phone.register("rhian@example.org").unwrap();
    }
}

/// Presses the button for a new code; the address need not be typed again.
fn ask_again(phone: &Phone, language: Language) {
    phone.submit_as(Form::Register).unwrap();
    wait_says(phone, language, "code-sent-again");
}
