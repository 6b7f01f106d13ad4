//! Registering, tokens, signing in.

use crate::mock::{Mock, new_key, opening, public, read, refused, registration};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use kinline_mock::seed::Seed;
use kinline_protocol::{
    ErrorCode, RegistrationId,
    account::{
        Challenge, Confirmation, DeviceRegistered, Me, NewChallenge, Role, SignIn, SignedChallenge,
        SignedIn, Token,
    },
    identity::IdentityStatus,
    limits::{CODE_ATTEMPTS, CODE_SECONDS, TOKEN_SECONDS},
    routes,
};
use reqwest::{Method, StatusCode};
use serde_json::json;
use uuid::Uuid;

fn wrong(code: &str) -> String {
    let first = if code.starts_with('1') { "2" } else { "1" };
    format!("{first}{}", &code[1..])
}

#[tokio::test]
async fn a_phone_registers_and_gets_tokens_by_its_key() {
    let mock = Mock::start(Seed::Empty).await;
    let phone = mock.register("ann@example.org").await;
    let me: Me = read(mock.get(phone.token(), routes::ME).await, StatusCode::OK).await;
    assert_eq!(me.account, phone.registered.account);
    assert_eq!(me.email.as_str(), "ann@example.org");
    assert_eq!(me.identity, IdentityStatus::NotSubmitted);
    assert_eq!(me.visitor_number.0.len(), 8);

    mock.server
        .clock()
        .set(opening() + TimeDelta::seconds(TOKEN_SECONDS + 5));
    refused(
        mock.get(phone.token(), routes::ME).await,
        ErrorCode::SignInExpired,
    )
    .await;

    let new = NewChallenge {
        device: phone.registered.device,
    };
    let challenge: Challenge = read(
        mock.post("", routes::CHALLENGES, &new).await,
        StatusCode::CREATED,
    )
    .await;
    let signature = phone.key.sign(challenge.nonce.as_bytes());
    let signed = SignedChallenge {
        challenge: challenge.id,
        signature: BASE64_URL_SAFE_NO_PAD.encode(signature),
    };
    let token: Token = read(
        mock.post("", routes::TOKENS, &signed).await,
        StatusCode::CREATED,
    )
    .await;
    let me: Me = read(
        mock.get(&token.access_token, routes::ME).await,
        StatusCode::OK,
    )
    .await;
    assert_eq!(me.account, phone.registered.account);
    // Spent.
    refused(
        mock.post("", routes::TOKENS, &signed).await,
        ErrorCode::NotFound,
    )
    .await;
}

#[tokio::test]
async fn a_challenge_signed_by_another_key_or_too_late_gives_no_token() {
    let mock = Mock::start(Seed::Empty).await;
    let phone = mock.register("ann@example.org").await;
    let new = NewChallenge {
        device: phone.registered.device,
    };
    for (key, late, code) in [
        (new_key(), 0, ErrorCode::SignatureInvalid),
        (phone.key, 61, ErrorCode::NotFound),
    ] {
        let challenge: Challenge = read(
            mock.post("", routes::CHALLENGES, &new).await,
            StatusCode::CREATED,
        )
        .await;
        let signed = SignedChallenge {
            challenge: challenge.id,
            signature: BASE64_URL_SAFE_NO_PAD.encode(key.sign(challenge.nonce.as_bytes())),
        };
        mock.server
            .clock()
            .set(mock.server.clock().now() + TimeDelta::seconds(late));
        refused(mock.post("", routes::TOKENS, &signed).await, code).await;
    }
}

#[tokio::test]
async fn the_same_address_gives_the_same_account_and_a_further_phone() {
    let mock = Mock::start(Seed::Empty).await;
    let first = mock.register("ann@example.org").await.registered;
    let second = mock.register(" ANN@example.org ").await.registered;
    assert_eq!(first.account, second.account);
    assert_ne!(first.device, second.device);
    let other = mock.register("bob@example.org").await.registered;
    assert_ne!(first.account, other.account);
}

#[tokio::test]
async fn a_wrong_code_is_refused_and_counted() {
    let mock = Mock::start(Seed::Empty).await;
    let (asked, code) = mock.ask_code("ann@example.org").await;
    let path = routes::confirmation(asked.id);
    let device_key = public(&new_key());
    let guess = Confirmation {
        code: wrong(&code),
        device_key: device_key.clone(),
    };
    for _ in 1..CODE_ATTEMPTS {
        refused(mock.post("", &path, &guess).await, ErrorCode::CodeWrong).await;
    }
    refused(mock.post("", &path, &guess).await, ErrorCode::CodeExhausted).await;
    let right = Confirmation { code, device_key };
    refused(mock.post("", &path, &right).await, ErrorCode::CodeExhausted).await;
}

#[tokio::test]
async fn a_wrong_code_that_is_sent_twice_counts_once() {
    let mock = Mock::start(Seed::Empty).await;
    let (asked, code) = mock.ask_code("ann@example.org").await;
    let path = routes::confirmation(asked.id);
    let device_key = public(&new_key());
    let guess = Confirmation {
        code: wrong(&code),
        device_key: device_key.clone(),
    };
    for _ in 0..2 * CODE_ATTEMPTS {
        let response = mock.post_as("", &path, &guess, "the-same-key").await;
        refused(response, ErrorCode::CodeWrong).await;
    }
    let right = Confirmation {
        code: format!(" {} {} ", &code[..3], &code[3..]),
        device_key,
    };
    let _: DeviceRegistered = read(mock.post("", &path, &right).await, StatusCode::CREATED).await;
}

#[tokio::test]
async fn a_code_expires() {
    let mock = Mock::start(Seed::Empty).await;
    let (asked, code) = mock.ask_code("ann@example.org").await;
    mock.server
        .clock()
        .set(opening() + TimeDelta::seconds(CODE_SECONDS + 1));
    let confirmation = Confirmation {
        code,
        device_key: public(&new_key()),
    };
    let response = mock
        .post("", &routes::confirmation(asked.id), &confirmation)
        .await;
    refused(response, ErrorCode::CodeExpired).await;
}

#[tokio::test]
async fn inputs_that_cannot_be_are_named() {
    let mock = Mock::start(Seed::Empty).await;
    let body = json!({ "email": "not an address", "language": "en" });
    let response = mock.post("", routes::REGISTRATIONS, &body).await;
    let problem = refused(response, ErrorCode::InvalidInput).await;
    assert_eq!(problem.fields[0].field, "email");
    assert_eq!(problem.fields[0].code, ErrorCode::EmailInvalid);

    let (asked, code) = mock.ask_code("ann@example.org").await;
    let body = json!({ "code": code, "device_key": "c2hvcnQ" });
    let response = mock.post("", &routes::confirmation(asked.id), &body).await;
    let problem = refused(response, ErrorCode::InvalidInput).await;
    assert_eq!(problem.fields[0].code, ErrorCode::DeviceKeyInvalid);

    let unknown = RegistrationId(Uuid::new_v4());
    let body = json!({ "code": code, "device_key": public(&new_key()) });
    let response = mock.post("", &routes::confirmation(unknown), &body).await;
    refused(response, ErrorCode::NotFound).await;
}

#[tokio::test]
async fn codes_to_one_address_are_limited() {
    let mock = Mock::start(Seed::Empty).await;
    let new = registration("ann@example.org");
    let ask = || mock.post("", routes::REGISTRATIONS, &new);
    for _ in 0..5 {
        assert_eq!(ask().await.status(), StatusCode::ACCEPTED);
    }
    let problem = refused(ask().await, ErrorCode::TooManyRequests).await;
    let at = problem.at.unwrap();
    assert!(at > mock.server.clock().now());
    mock.server.clock().set(at);
    assert_eq!(ask().await.status(), StatusCode::ACCEPTED);
}

#[tokio::test]
async fn the_mail_is_in_the_language_that_was_chosen() {
    let mock = Mock::start(Seed::Empty).await;
    let body = json!({ "email": "sian@example.org", "language": "cy" });
    mock.post("", routes::REGISTRATIONS, &body).await;
    let mail = mock.mails("sian@example.org").await.remove(0);
    assert!(mail.subject.starts_with("Eich cod"), "{}", mail.subject);
    assert!(!mail.body.contains('{'), "{}", mail.body);
}

#[tokio::test]
async fn a_page_signs_in_with_a_code_and_out_again() {
    let mock = Mock::start(Seed::Demo).await;
    let staff = mock
        .server
        .codes()
        .people
        .iter()
        .find(|p| p.role == Role::Staff)
        .unwrap();
    let code = staff.code.clone().unwrap().to_lowercase();
    let sign_in = SignIn {
        code: format!("{}-{}", &code[..5], &code[5..]),
    };
    let response = mock
        .request(Method::POST, "/v1/sign-in")
        .json(&sign_in)
        .send()
        .await
        .unwrap();
    let cookie = response.headers()["set-cookie"]
        .to_str()
        .unwrap()
        .to_owned();
    for part in ["HttpOnly", "Secure", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let signed_in: SignedIn = read(response, StatusCode::OK).await;
    assert_eq!(signed_in.role, Role::Staff);
    assert_eq!(signed_in.establishment, staff.establishment);

    let cookie = cookie.split(';').next().unwrap();
    let by_cookie = |method| {
        mock.request(method, "/v1/sign-in")
            .header("cookie", cookie)
            .send()
    };
    let again: SignedIn = read(by_cookie(Method::GET).await.unwrap(), StatusCode::OK).await;
    assert_eq!(again.token, None);
    let out = by_cookie(Method::DELETE).await.unwrap();
    assert_eq!(out.status(), StatusCode::NO_CONTENT);
    refused(
        by_cookie(Method::GET).await.unwrap(),
        ErrorCode::NotSignedIn,
    )
    .await;

    let wrong = SignIn {
        code: "AAAAAAAAAA".into(),
    };
    let response = mock
        .request(Method::POST, "/v1/sign-in")
        .json(&wrong)
        .send()
        .await
        .unwrap();
    refused(response, ErrorCode::SignInCodeWrong).await;
}

#[tokio::test]
async fn tokens_and_answers_are_not_readable_in_the_store() {
    let mock = Mock::start(Seed::Demo).await;
    let phone = mock.register("ann@example.org").await;
    let secrets = [phone.token().to_owned(), mock.token(Role::Staff)];
    let folder = mock.data.path().to_owned();
    mock.server.stop().await;
    for file in ["kinline.sqlite", "kinline.sqlite-wal"] {
        let bytes = std::fs::read(folder.join(file)).unwrap_or_default();
        for secret in &secrets {
            let found = bytes
                .windows(secret.len())
                .any(|window| window == secret.as_bytes());
            assert!(!found, "a token stands in {file}");
        }
    }
}
