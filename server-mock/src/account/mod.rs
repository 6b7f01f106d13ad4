//! Registering, devices, tokens, signing in on a page.

mod random;
mod sign_in;
mod store;

pub use random::letters_and_digits;
pub use sign_in::normalise as normalise_code;
pub use store::{add, add_device, add_worker, address, by_visitor_number, visitor_number, workers};

use crate::{
    app::AppState,
    audit::Actor,
    auth::{self, Family},
    extract::{Json, Path},
    idempotency::{Once, Outcome},
    identity, policy,
    problem::{Answer, Refusal},
};
use axum::{extract::State, http::StatusCode, response::Response};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use kinline_protocol::{
    AccountId, ChallengeId, ErrorCode, Problem, RegistrationId,
    account::{
        Challenge, Confirmation, DeviceRegistered, Me, NewChallenge, NewRegistration, Registration,
        Role, SignedChallenge, Token,
    },
    limits::{CODE_SECONDS, TOKEN_SECONDS},
};
use ring::signature::{ED25519, UnparsedPublicKey};
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// How long a challenge can be signed, seconds.
const CHALLENGE_SECONDS: i64 = 60;

/// The feature's endpoints.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(register))
        .routes(routes!(confirm))
        .routes(routes!(challenge))
        .routes(routes!(token))
        .routes(routes!(me))
        .merge(sign_in::routes())
}

/// Ask for a code by mail
///
/// A family's first step. The mail lands in the mock's mailbox: see `GET /v1/console/mails`.
#[utoipa::path(
    post, path = "/v1/registrations", tag = "account", request_body = NewRegistration,
    responses(
        (status = 202, body = Registration, description = "A code is on its way."),
        (status = 429, body = Problem, description = "too_many_requests: `at` says when to ask again"),
    )
)]
async fn register(State(app): State<AppState>, once: Once<NewRegistration>) -> Answer<Response> {
    let scope = format!("address:{}", once.value()?.email.as_str());
    let (now, mailbox) = (app.clock.now(), app.mailbox.clone());
    once.run_with(&app, scope, move |tx, new| {
        if let Some(at) = store::next_code_at(tx, &new.email, now)? {
            return Err(Problem::new(ErrorCode::TooManyRequests).at(at).into());
        }
        let code = random::digits();
        let registration = Registration {
            id: RegistrationId(Uuid::new_v4()),
            expires_at: now + TimeDelta::seconds(CODE_SECONDS),
        };
        store::add_registration(tx, &registration, &new, &code, now)?;
        let minutes = (CODE_SECONDS / 60).to_string();
        let values = [("code", code.as_str()), ("minutes", &minutes)];
        let template = crate::mail_template!("code");
        mailbox.post(tx, &new.email, template, new.language, &values)?;
        Outcome::json(StatusCode::ACCEPTED, &registration)
    })
    .await
}

/// Confirm the address and register the phone
///
/// An address that is known gives its account again, with a further phone.
#[utoipa::path(
    post, path = "/v1/registrations/{id}/confirmation", tag = "account",
    params(("id" = RegistrationId, Path)), request_body = Confirmation,
    responses(
        (status = 201, body = DeviceRegistered, description = "The phone's place in the account."),
        (status = 404, body = Problem, description = "not_found"),
        (status = 410, body = Problem, description = "code_expired"),
        (status = 422, body = Problem, description = "code_wrong, device_key_invalid"),
        (status = 429, body = Problem, description = "code_exhausted"),
    )
)]
async fn confirm(
    State(app): State<AppState>,
    Path(id): Path<RegistrationId>,
    once: Once<Confirmation>,
) -> Answer<Response> {
    let (now, audit) = (app.clock.now(), app.audit.clone());
    once.run_with(&app, format!("registration:{id}"), move |tx, new| {
        let key = public_key(&new.device_key)?;
        if let Err(code) = store::use_code(tx, id, &new.code, now)? {
            return Outcome::refused(code);
        }
        let account = store::account_of(tx, id, now)?;
        let device = add_device(tx, account, &key, now)?;
        let token = issue_token(tx, account, now)?;
        let subject = format!("account:{account}");
        let data = json!({ "device": device });
        audit.record(
            tx,
            Actor::Family(account),
            "account.device_registered",
            subject,
            data,
        )?;
        Outcome::json(
            StatusCode::CREATED,
            &DeviceRegistered {
                account,
                device,
                token,
            },
        )
    })
    .await
}

/// Ask for a text to sign
#[utoipa::path(
    post, path = "/v1/challenges", tag = "account", request_body = NewChallenge,
    responses(
        (status = 201, body = Challenge, description = "Sign the bytes of `nonce` within a minute."),
        (status = 404, body = Problem, description = "not_found: the phone is not registered"),
    )
)]
async fn challenge(State(app): State<AppState>, once: Once<NewChallenge>) -> Answer<Response> {
    let scope = format!("device:{}", once.value()?.device);
    let now = app.clock.now();
    once.run_with(&app, scope, move |tx, new| {
        let challenge = Challenge {
            id: ChallengeId(Uuid::new_v4()),
            nonce: BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()),
        };
        let expires_at = now + TimeDelta::seconds(CHALLENGE_SECONDS);
        store::add_challenge(tx, &challenge, new.device, expires_at, now)?;
        Outcome::json(StatusCode::CREATED, &challenge)
    })
    .await
}

/// Get a token for a signed challenge
#[utoipa::path(
    post, path = "/v1/tokens", tag = "account", request_body = SignedChallenge,
    responses(
        (status = 201, body = Token, description = "A token of one hour."),
        (status = 401, body = Problem, description = "signature_invalid: the challenge is spent"),
        (status = 404, body = Problem, description = "not_found: the challenge is spent or too old"),
    )
)]
async fn token(State(app): State<AppState>, once: Once<SignedChallenge>) -> Answer<Response> {
    let scope = format!("challenge:{}", once.value()?.challenge);
    let now = app.clock.now();
    once.run_with(&app, scope, move |tx, signed| {
        let open = store::take_challenge(tx, signed.challenge, now)?.ok_or(ErrorCode::NotFound)?;
        let fits = BASE64_URL_SAFE_NO_PAD
            .decode(&signed.signature)
            .is_ok_and(|signature| {
                let key = UnparsedPublicKey::new(&ED25519, &open.public_key);
                key.verify(open.nonce.as_bytes(), &signature).is_ok()
            });
        if !fits {
            return Outcome::refused(ErrorCode::SignatureInvalid);
        }
        Outcome::json(StatusCode::CREATED, &issue_token(tx, open.account, now)?)
    })
    .await
}

/// What an account knows of itself
#[utoipa::path(
    get, path = "/v1/me", tag = "account", security(("family" = [])),
    responses((status = 200, body = Me, description = "The account."))
)]
async fn me(Family(account): Family, State(app): State<AppState>) -> Answer<Json<Me>> {
    app.database
        .read(move |c| {
            let (email, _) = address(c, account)?;
            Ok(Json(Me {
                account,
                email,
                visitor_number: visitor_number(c, account)?,
                identity: identity::status(c, account)?,
                policy_agreed: policy::agreed(c, account)?,
                policy_current: policy::current_version(c)?,
            }))
        })
        .await
}

fn issue_token(
    tx: &rusqlite::Connection,
    account: AccountId,
    now: chrono::DateTime<chrono::Utc>,
) -> rusqlite::Result<Token> {
    auth::issue(
        tx,
        Role::Family,
        account.0,
        now + TimeDelta::seconds(TOKEN_SECONDS),
    )
}

fn public_key(text: &str) -> Answer<[u8; 32]> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).unwrap_or_default();
    bytes
        .try_into()
        .map_err(|_| Refusal::field("device_key", ErrorCode::DeviceKeyInvalid))
}
